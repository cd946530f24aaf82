"""Names in questions: without their endings, and those of a body that a person heads."""

import re

POSSESSIVE = re.compile(r"[’']s?$")
DURING = re.compile(r"\bduring (?:the )?[A-ZÀ-Þ].*")
"""The time of a question by an event: articles of it need not name it."""
AS_HEAD_OF = re.compile(
    r"\bas (?:the )?(?:[a-z]+ )?(?:head|boss|chief|ceo|director|chair(?:man|woman)?|president|leader|manager|coach"
    r"|mayor|owner|editor) (?:of|at) (?:the )?(?P<body>(?-i:[A-ZÀ-Þ])[\w’'-]*(?: (?-i:[A-ZÀ-Þ])[\w’'-]*)*)",
    re.IGNORECASE,
)
