"""Days and months as articles write them, and months as people type them."""

LANGUAGE = "en"
"""How `dateparser` calls this language."""
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
RECENT_DAYS = {"today": (0, 1), "yesterday": (1, 1), "this week": (0, 7), "this month": (0, 31), "this year": (0, 366)}
"""How many days before now a recent period ended, and how many days it has."""
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\.|Apr\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?)"
)
# In any case, and short without a full stop: for questions alone, since "may" and "mar" are words as well.
TYPED_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = (
    rf"(?:(?:early|late|last|next) )?(?:{WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
    rf"(?:,? {MONTH} {DAY_OF_MONTH}(?:, \d{{4}})?)?|{MONTH} {DAY_OF_MONTH}(?:, \d{{4}})?"
    rf"|{DAY_OF_MONTH} {MONTH}(?: \d{{4}})?)"
)
"""A day as articles name it: "Monday", "late Monday night", "March 5", "5 March 2022"."""
