"""Words that introduce a cause, and words for the beginning of what it caused."""

import re

# What introduces a cause, and how surely; the cause is what follows.
MARKERS = tuple(
    (weight, re.compile(rf"\b(?:{words})\s+", re.IGNORECASE))
    for weight, words in (
        (3.0, "because(?: of)?|caused by|due to|owing to|sparked by|triggered by|as a result of|set off by|ignited by"
              "|started by"
              "|(?:died|dies) (?:of|from)|killed by|blamed on"),
        (2.5, "(?:was|were|been|had been|is)(?= (?:trying|attempting|hoping) to)"),
        (1.5, r"after|when|by (?=\w+ing)|from"),
    )
)  # fmt: skip
BEGINS = re.compile(
    r"\b(?:start(?:s|ed|ing)?|began|begin|spark(?:s|ed|ing)?|ignit\w+|caus(?:e|es|ed|ing)|set (?:fire|off)|trigger\w*"
    r"|broke out|erupt\w*|blame[ds]?|died|dies|death|killed|crash\w*|collaps\w*|sank)\b",
    re.IGNORECASE,
)
END = re.compile(
    r"(?=,|;|:|[.!?](?:\s|[\"”]|$)|\s[—–]|\s(?:when|where|while|and (?:was|were|he|she|it|they)"
    r"|according to|police said)\b)"
)
# What a reason has: a verb, or a word before it that introduces it.
LED = re.compile(
    r"\b(?:because|due to|owing to|over|after|amid|for|from|of|by|citing|following|about|with|alleging|claiming|that)"
    r"\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
# A word within a reason that makes more of it than a name: "shot by the police", "to see the president".
DOES = re.compile(r"\b(?:by|to|of|from|with|against|for|over|is|was|were|had|has|\w+ing|\w+ed)\b", re.IGNORECASE)
# What tells that a reason follows, within a few words before it; and how one begins that tells it itself.
_REASON = (
    r"because|due to|owing to|thanks to|driven (?:in part |largely |partly )?by|caused by|citing|alleging|in protest"
    r"|so that|in order to|trying to|attempting to|worried|afraid|amid|following|over|after"
)
TELLS = re.compile(
    r"(?<!\bnot )(?<!especially )(?<!particularly )"  # "not because …" is none, "especially because …" a further one
    rf"\b(?:{_REASON}|blam(?:ed|es|ing) (?:[\w’'-]+ ){{0,4}}on|fear(?:s|ed|ing)?"
    r"|reasons? (?:\w+ ){0,6}(?:is|was|were))"
    r"\W+(?:[\w’'-]+\W+){0,2}$",
    re.IGNORECASE,
)
OPENS = re.compile(rf"(?:{_REASON}|to [a-z]+)\b", re.IGNORECASE)
# When it happened, and what came of it, are no reason.
_EFFECT = r"threaten(?:s|ed|ing)? to|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|signal(?:s|ed|ing|led|ling)?"
NO_REASON = re.compile(rf"(?:during|before|until|at|when|while|{_EFFECT})\b", re.IGNORECASE)
BRINGS = re.compile(rf"\b(?:{_EFFECT})\W+(?:[\w’'-]+\W+){{0,2}}$", re.IGNORECASE)
# A reason may be the subject of what it brought about; a participle tells of a whole sentence: "…, prompting".
BROUGHT = re.compile(
    r"\W+(?:(?:\w+ly|has|have|had|also|that|which)\W+){0,3}(?:cause[ds]|contribute[ds] to|led to|prompt(?:ed|s)"
    r"|forc(?:ed|es)|spark(?:ed|s)|trigger(?:ed|s)|drives|drove|made|meant)\b",
    re.IGNORECASE,
)
