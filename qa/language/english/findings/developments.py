"""Numbers that grow while they are reported."""

import re

GROWING = re.compile(
    r"\bso far\b|\blatest\b|\b(?:death |casualty )?toll\b|\bhow many (?:[\w’'-]+ ){0,4}?(?:have|had|were|was"
    r"|are|died|dead|killed|dying|been|did)?"
    r"(?: [\w’'-]+){0,6}? ?(?:died|dead|die|killed|injured|wounded|hurt|missing|displaced|evacuated|infected"
    r"|cases|deaths|victims|arrested|detained|rescued|trapped|homeless|ill|sick(?:ened)?|hospitali[sz]ed"
    r"|casualties|fatalities|confirmed|lost their (?:lives|homes))\b",
    re.IGNORECASE,
)
