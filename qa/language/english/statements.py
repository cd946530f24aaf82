"""What stands around the sentences of an article: datelines, captions, bylines and links."""

import re

_AGENCY = r"CNN(?:\s+\w+){0,2}|AP|Reuters|AFP|UPI|USA TODAY(?:\s+\w+)?"
DATELINE = re.compile(
    rf"(?:[A-Z][\w.’'-]*(?:,?\s+[A-Z][\w.’'-]*){{0,4}},?\s+)?(?:\((?:{_AGENCY})\)|(?:{_AGENCY})(?=\s*[—–]))\s*(?:[—–-]+\s*)?"
    r"|[A-Z][A-Z.’' -]{2,}(?:,\s+[A-Z][\w. ]{1,18})?\s+[—–]+\s+",
)
JUNK = re.compile(
    r"Hide Caption|\bPrev\b.{0,3}\bNext\b|Getty Images|\bAFP\b.{0,20}\bImages\b|/(?:AP|AFP|Reuters|Getty)\b|Read more|READ MORE"
    r"|\bSIGN UP\b|Sign up|newsletter|Subscribe|Click here|^By [A-Z]|^Editor[’']s note|contributed to this report|Photos?:"
    r"|\b\d+ of \d+\b(?= Photos)|^(?:[A-Z]{2,}[\s'’:-]+){3,}|https?://|©|All rights reserved|\bAdvertisement\b|^More:|pic\.twitter",
)
