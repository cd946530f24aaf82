"""Findings that are figures: whose a number is, which replaces another, which is newest, and which is the total."""
