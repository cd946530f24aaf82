"""Proof: exact quotes, the links to them, and checking them again."""
