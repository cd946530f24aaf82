"""Polling feeds: HTTP fetching, parsing, and completing teasers from their pages."""
