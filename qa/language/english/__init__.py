"""The words of English that reading questions and articles depends on: one module a subject, and nothing but tables."""
