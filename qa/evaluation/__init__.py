"""Measuring answers over question files."""
