"""Feeds: fetched, parsed, and the pages behind their teasers."""
