"""Pages: their text, headline, authors, date and address, and pages that are errors."""
