"""Questions for the number, day or place of what one did, and the one who did it by a sentence."""

import re

_NAME = r"[A-ZÀ-Þ][\w’'.&-]*\w(?: (?:of (?:the )?)?[A-ZÀ-Þ][\w’'.&-]*\w)*"
ASKS_WHAT_ONE_DID = re.compile(
    rf"^(?:(?:in|on|at|by|for) )?(?:when|where|why|how (?:many|much|long)\b[^?]*?|(?:what|which) [a-z]+) did (?:the )?"
    rf"(?P<doer>(?-i:{_NAME})) (?:first |last |also )?(?P<verb>(?-i:[a-z]{{3,}}))\b",
    re.IGNORECASE,
)
ASKS_WHAT_ONE_PAYS = re.compile(
    rf"^how much (?:[a-z]+ ){{0,2}}?(?:did|does|do|must|will|has|have|should|was|is) (?:the )?(?P<doer>(?-i:{_NAME}))"
    r" (?:(?:have|has|had|ordered|told|forced) to )?(?:pay|give|owe|lend|offer|award|send)\b",
    re.IGNORECASE,
)
PAID_TO = (
    r"\b(?:pay|pays|paid|paying|give|gives|gave|giving|owe[sd]?|lend|lent|offer(?:s|ed)?|award(?:s|ed)?|send|sent)"
    r" (?:the )?(?:[a-z’'-]+ ){{0,3}}?(?:[A-ZÀ-Þ][\w’'-]+ )?{surname}\b"
)
PAYS = (
    r"\b{surname}(?:, [^,;]{{1,60}},)? (?:[a-z]+ ){{0,3}}?"
    r"(?:pay|pays|paid|give|gives|gave|owe[sd]?|lent|offer(?:s|ed)?|sent)\b"
)
"""That something was paid to somebody, and that he paid it, by surname."""
DONE_BY = re.compile(
    rf"(?P<doer>{_NAME})(?:, [^,;:]{{1,60}},)?(?:,? who)?"
    r" (?:(?:has|had|have|also|then|later|already|\w+ly) )*(?P<verb>[a-z]{3,})\b"
)
"""A name and the verb right behind it."""
GIVEN = r"\b[A-ZÀ-Þ][\w’'-]+ {surname}\b"
"""A surname behind a given name, or a name of which it is the last word."""
