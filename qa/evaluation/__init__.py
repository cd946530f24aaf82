"""Evaluation of answers over question files."""
