"""Words for days, weeks, months and years, and the verbs around them that tell past from future."""

import re

from qa.language.english.calendar import DAY_OF_MONTH, MONTH, WEEKDAY

COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
# Where two alternatives begin at the same place, the longer comes first.
TIME = re.compile(
    rf"(?P<iso>(?<![\d-])\d{{4}}-\d{{2}}-\d{{2}}(?![\d-]))"
    rf"|(?:\b(?P<on>{WEEKDAY}),? (?:the )?)?"
    rf"\b(?P<named>(?:{DAY_OF_MONTH} (?:of )?{MONTH}|{MONTH} {DAY_OF_MONTH})(?![\d–-])(?P<year>,? \d{{4}}\b)?)"
    rf"|\b(?P<month>{MONTH}(?:,? (?:of )?(?P<in_year>\d{{4}}))?)(?!\w)"
    rf"|\b(?P<weekday>{WEEKDAY})\b"
    r"|\b(?P<spoken>(?i:(?:the )?day before yesterday|yesterday|today|tonight|tomorrow"
    r"|this (?:morning|afternoon|evening|week|month|year)|last (?:night|week|month|year)|next (?:week|month|year)"
    rf"|{COUNT} (?:day|week|month|year)s? ago))\b"
    r"|(?<![\d.,-])(?P<alone>(?:19|20)\d{2})(?![\w-]|[.,]\d|(?<=0)[’']s)"  # "the 1990s" is not a year
)
# What makes a day part of a name or a habit, or counts from another day than that of publication.
OTHER_DAY = re.compile(
    r"(?:\b(?:the|that|this|one|an?|each|every|any|some|most|another|other|previous|preceding|following|next|last"
    r"|first|second|third|fourth|fifth|past|coming|late[rs]t?|earlier"
    r"|Black|Good|Bloody|Palm|Super|Ash|Easter|Whit|Cyber|Giving|Fat|Shrove|Holy|Maundy|Boxing)"
    r"|\b(?:day|days|week|weeks|month|months|year|years|hours?|eve)(?: \w+)?"
    r"(?: (?:after|before|from|since|until|of|on|earlier|later|following)))\s+$",
    re.IGNORECASE,
)
NAME_GOES_ON = re.compile(r"\s+(?!(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[A-ZÀ-Þ]\w*[a-z]|\s+week\b")
COUNTED = re.compile(
    r"\b(?:day|week|month|year)s? (?:\w+ )?(?:after|before|from|later|earlier)\b(?! yesterday)", re.IGNORECASE
)
RANGE = re.compile(
    r"(?<![\d-])\d{1,2}\s*(?:[-–]|to|and|or|until)\s*\d|\b(?:between|from)\b.+\b(?:and|to|until)\b", re.IGNORECASE
)
WHOLE_RUN = re.compile(r"\b(?:the|this|these)\s+(?:very\s+)?$", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are) (?:now )?(?:due|set|scheduled|slated|planned|expected|going|about)|plans? to"
    r"|expects? to)\b|[’']ll\b",
    re.IGNORECASE,
)
# In the future or not: what was due, what someone said he would do, what is done every week.
OPEN = re.compile(
    r"\b(?:would|could|should|must|might|(?-i:may)|can|to be|ha(?:s|ve|d) to|needs? to|(?:was|were|been) (?:due|set|to)"
    r"|due|scheduled|slated|planned|expected|hopes?|hoped|upcoming|forthcoming|next)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:is|are|begins?|opens?|starts?|meets?|returns?|resumes?|ends?|closes?|expires?|votes?|faces?|plays?|hosts?"
    r"|takes?|goes|go|runs?|comes?|leaves?|arrives?|launch(?:es)?|kicks?)(?: \w+){0,2} $",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|declared|warned|added|wrote|posted|tweeted|claimed|denied|ruled|voted"
    r"|agreed|decided|ordered|signed|approved|rejected|unveiled|revealed|published|showed|died|killed|won|lost|beat)\b",
    re.IGNORECASE,
)
# A plan in the simple present: "starts Friday", "reopens in October".
STARTS = re.compile(
    r"\b(?:starts?|begins?|(?:re)?opens?|resumes?|returns?|ends?|closes?|expires?|takes? effect)(?: again)?"
    r"(?: on| in)? $",
    re.IGNORECASE,
)
BOUND = re.compile(r"\b(?:from|until|till|by|starting|beginning)(?: on| in)? $", re.IGNORECASE)
SINCE = re.compile(r"\bsince(?: on| in)? $", re.IGNORECASE)
OWN = re.compile(r"[’']s?\b")
# Verbs in the past tense: a form in -ed, or an irregular one.
PAST = re.compile(
    r"\b(?:(?!(?:need|speed|feed|seed|breed|bleed|indeed|hundred|sacred|naked|exceed|proceed|succeed)\b)\w{2,}ed"
    r"|was|were|had|did|beat|became|began|bore|bought|broke|brought|built|came|caught|chose|cut|drew|drove|fell|felt|fled"
    r"|flew|fought|found|froze|gave|got|grew|heard|held|hit|hung|kept|knew|laid|led|left|lit|lost|made|met|overthrew|paid"
    r"|quit|ran|rode|rose|said|sank|saw|sent|shook|shot|shut|sold|sought|spent|spoke|stole|stood|struck|swept|swore"
    r"|taught|thought|threw|told|took|went|withdrew|woke|won|wore|wrote)\b",
    re.IGNORECASE,
)
STATE = re.compile(r"\b(?:is|are)(?: \w+)? \w+ed\b", re.IGNORECASE)  # "is closed" is not in the past tense
SAYING = re.compile(r"\b(?:said|says|told|announced|added|confirmed|warned)\b", re.IGNORECASE)
SAID_LAST = re.compile(r",[^,]*\b(?:said|says|told|announced|added|confirmed|warned)\b.*$", re.IGNORECASE)
JOINED = re.compile(r"(?: (?:morning|afternoon|evening|night))?,? (?:and|but|before|after|as|when|while|because)\b")
