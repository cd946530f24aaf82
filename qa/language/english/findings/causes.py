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
