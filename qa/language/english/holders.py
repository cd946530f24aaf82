"""Whose an age or a deed is, by the words beside it."""

import re

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?: (?:de |van |von |bin |al-)?[A-ZÀ-Þ][\w’'.-]*)*"
# Behind a number: "-year-old suspect", "-year-old Ada Lorn".
AGED = re.compile(rf"^[\s-]?years?[\s-]olds? (?P<holder>(?:(?:former|then|retired) )?(?:{_NAME}|[a-z]+))")
# Before a number: "Ada Lorn, 41"; "Ada Lorn is 41"; "Ada Lorn died at 41".
NAMED_AGED = re.compile(
    rf"(?P<holder>{_NAME})(?:, (?:now |then |who (?:is|was) )?| (?:is|was|turned|turns|died at|dies at"
    rf"|dead at) (?:just |only )?)$"
)
# Right before a deed: "Ada Lorn has", "Ada Lorn’s" (resignation).
SUBJECT = re.compile(
    rf"(?P<holder>{_NAME})(?:[’']s?)?(?:, [^,;.]{{1,40}},)? (?:(?:had|has|have|was|were|is|also|then|later"
    rf"|formally|first|\w+ly) )*$"
)
NO_HOLDERS = frozenset(
    """\
he she it they who which that his her their on in at after before when while monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november december the a an and but
former late both i we you two one people""".split()
)
