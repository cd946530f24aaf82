"""Plain texts, with their fields in the first lines, and downloads of news databases."""
