"""Questions for the number, day or place of what one did, and the one who did it by a sentence."""

import re

_NAME = r"[A-ZÀ-Þ][\w’'.&-]*\w(?: (?:of (?:the )?)?[A-ZÀ-Þ][\w’'.&-]*\w)*"
ASKS_WHAT_ONE_DID = re.compile(
    rf"^(?:(?:in|on|at|by|for) )?(?:when|where|how (?:many|much|long)\b[^?]*?|(?:what|which) [a-z]+) did (?:the )?"
    rf"(?P<doer>(?-i:{_NAME})) (?:first |last |also )?(?P<verb>(?-i:[a-z]{{3,}}))\b",
    re.IGNORECASE,
)
DONE_BY = re.compile(
    rf"(?P<doer>{_NAME})(?:, [^,;:]{{1,60}},)?"
    r" (?:(?:has|had|have|also|then|later|already|\w+ly) )*(?P<verb>[a-z]{3,})\b"
)
"""A name and the verb right behind it."""
GIVEN = r"\b[A-ZÀ-Þ][\w’'-]+ {surname}\b"
"""A surname behind a given name, or a name of which it is the last word."""
