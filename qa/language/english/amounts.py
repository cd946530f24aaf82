"""Words for amounts and measures, and for how exactly they are meant."""

import re

DETERMINERS = ("", "a", "an", "the")
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {name: float(value) for value, name in enumerate(UNITS)} | {
    name: 10.0 * value for value, name in enumerate(TENS, start=2)
}
SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
WORD = "|".join(sorted((*SMALL, "hundred", "dozen", "thousand", "million", "billion", "trillion"), key=len)[::-1])
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?P<money>US\$|[$£€¥₹])?\s?(?P<sign>(?<!\w)[-−]|\bminus\s)?"
    rf"(?<![\w.])(?<![a-z]-)(?P<digits>{DIGITS})(?!\.?\d|(?:st|nd|rd|th)\b)"
    r"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|dozen)\b|(?:bn|mn|tn|m|k)\b)?"
    rf"|\b(?P<words>(?:an?\s+(?=(?:{WORD})\b(?!s)))?(?:{WORD})(?:(?:\s+and\s+|\s+|-)(?:{WORD})\b)*)\b",
    re.IGNORECASE,
)
MEASURES = {
    "percent": r"%|per ?cent\b",
    "percentage point": r"percentage points?\b",
    "basis point": r"basis points?\b",
    "point": r"points?\b",
    "dollar": r"(?:US )?dollars?\b",
    "pound": r"pounds? sterling\b|pounds?\b",
    "euro": r"euros?\b",
    "yen": r"yen\b",
    "rupee": r"rupees?\b",
    "kilometre": r"km\b|kilomet(?:er|re)s?\b",
    "metre": r"met(?:er|re)s?\b|m\b",
    "centimetre": r"cm\b|centimet(?:er|re)s?\b",
    "mile": r"miles?\b",
    "foot": r"feet\b|foot\b|ft\b",
    "inch": r"inch(?:es)?\b",
    "degree": r"degrees?\b|°",
    "tonne": r"tonnes?\b|tons?\b",
    "kilogram": r"kg\b|kilogram(?:me)?s?\b|kilos?\b",
    "second": r"seconds?\b",
    "minute": r"minutes?\b",
    "hour": r"hours?\b",
    "day": r"days?\b",
    "week": r"weeks?\b",
    "month": r"months?\b",
    "year": r"years?\b",
}
MONEY = {"$": "dollar", "us$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
BOUNDS = (
    ("most", r"up to|at most|(?<!\bno )(?<!\bnot )(?:less|fewer) than|not? more than|under|below|nearly|almost"
                 r"|close to"),
    ("least", r"at least|more than|over|above|upwards? of|not? (?:fewer|less) than|exceed(?:s|ed|ing)?"
                  r"|surpass(?:ed)?|topp?(?:s|ed)"),
    ("about", r"about|around|approximately|some|roughly|estimated|circa"),
)  # fmt: skip
OR_MORE = re.compile(r"\+|\s+or more\b")
VAGUE = re.compile(
    r"\b(?:dozens|hundreds|thousands|millions|billions|half|third|thirds|quarters?|several|few)\b|\d\s*[-–/:]\s*\d",
    re.IGNORECASE,
)
