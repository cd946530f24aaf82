"""A person's full name in a question, and what stands before a surname that is no given name."""

import re

from qa.language.english.world.names import ROLE

FULL_NAME = re.compile(
    rf"(?<!^)\b(?!(?i:{ROLE})\b)(?P<given>[A-ZÀ-Þ][a-zà-ÿ’'-]+) (?:[A-ZÀ-Þ]\. )?"
    r"(?P<surname>[A-ZÀ-Þ](?:[\w-]|[’'](?!s\b))*\w)(?! [A-ZÀ-Þ])"
)
CLAUSE_END = re.compile(r";|, (?:while|whereas|but)\b")
RELATED = (
    r"\b{surname}[’'](?:s )?(?:[a-z-]+ ){{0,2}}?(?:brother|sister|wife|husband|son|daughter|father|mother|cousin|uncle"
    r"|aunt|nephew|niece|widow|grandson|granddaughter|stepson|stepdaughter)(?:, | )(?=[A-ZÀ-Þ])"
)
"""A surname before one who is related to its owner: "Lorn's brother, Ben Lorn" tells of Ben."""
NO_GIVEN = re.compile(rf"(?:{ROLE}|the|a|an|and|but|for|with|by|in|of|st|saint|van|von|de|al)\.?", re.IGNORECASE)
"""Before a surname: a title or a particle, so that it is nobody else's."""
