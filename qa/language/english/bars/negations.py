"""Verbs that are denied in a sentence, and words with which a question asks for what was not so."""

import re

_ADVERBS = r"(?:(?:\w+ly|also|yet|ever|even|been|be|being|have|had)\s+)*"
ASKED = re.compile(
    r"\b(?:not|never|no|nobody|neither|without|cannot|fail\w* to|refus\w+|declin\w+|den(?:y|ies|ied)|reject\w*)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
"""A question with one of these does not ask for what a plain sentence says."""
NOT = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
DENIES = re.compile(
    ASKED.pattern + r"|\b(?:none|only|except\w*|unlike|outside|withdr\w+|oppos\w+|acquit\w+|spared|unable|yet to)\b",
    re.IGNORECASE,
)
"""What a sentence says that tells who did not do it."""
DENIED = re.compile(
    rf"(?:\b(?:is|are|was|were|do|does|did|has|have|had|will|would|could|should|can) ?(?:not|n[’']t|never)|\bcannot"
    r"|\bnever|\b(?:failed|fails|refused|refuses|declined|unable) to)\s+(?!only\b|just\b|alone\b|merely\b|least\b)"
    rf"{_ADVERBS}(?P<verb>\w{{3,}})",
    re.IGNORECASE,
)
LIMITS = re.compile(
    r"[;:“”\"]|,|\b(?:but|until|till|before|unless|because|except|only|other than|more than|less than|since)\b"
)
"""Words behind a denied verb from which on it denies nothing: "did not resign until July"."""
SAME = ("prevent protect guard shield stop stave defend".split(), "cause trigger spark start".split())
"""Verbs of one meaning."""
