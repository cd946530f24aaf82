"""Feeds: RSS, Atom and RDF, and exports of WordPress, which are written as feeds."""
