"""Articles on their way in: accepted, stored, withdrawn."""
