"""Somebody's words: what is quoted or reported, and who says or signs it."""
