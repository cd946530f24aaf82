"""Names in questions: without their endings, and those of a body that a person heads."""

import re

POSSESSIVE = re.compile(r"[’']s?$")
AS_HEAD_OF = re.compile(
    r"\bas (?:the )?(?:[a-z]+ )?(?:head|boss|chief|ceo|director|chair(?:man|woman)?|president|leader|manager|coach"
    r"|mayor|owner|editor) (?:of|at) (?:the )?(?P<body>(?-i:[A-ZÀ-Þ])[\w’'-]*(?: (?-i:[A-ZÀ-Þ])[\w’'-]*)*)",
    re.IGNORECASE,
)
