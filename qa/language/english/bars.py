"""Words that exempt a question from a bar."""

import re

CHOICE = re.compile(r"\bor\b|^(?:[Ww]ho|[Ww]hat) (?:is|was|are|were) (?:the )?[A-Z]")
"""A choice between two things named, or a question who somebody is."""
