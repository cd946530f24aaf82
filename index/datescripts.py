"""Dates in other scripts, in Western digits: East Asian ones in ISO order, Arabic ones with the months of Egypt."""

import re
import unicodedata
from contextlib import suppress

_ORDINAL = re.compile(r"(?<=\d)[ºª°](?=\s)")
_HOURS = re.compile(r"\b(\d{1,2})\s?h\s?([0-5]\d)\b")
_AT = re.compile(r"\s[àa]s(?=\s\d{1,2}:)")

# The months of the Levant and Iraq, and of the Maghreb, as Egypt and the Gulf name them, which the parser knows.
_ARABIC = {
    "كانون الثاني": "يناير", "شباط": "فبراير", "آذار": "مارس", "نيسان": "أبريل", "أيار": "مايو", "حزيران": "يونيو",
    "تموز": "يوليو", "آب": "أغسطس", "أيلول": "سبتمبر", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر", "جانفي": "يناير", "فيفري": "فبراير", "أفريل": "أبريل", "ماي": "مايو", "جوان": "يونيو",
    "جويلية": "يوليو", "أوت": "أغسطس", "غشت": "أغسطس", "شتنبر": "سبتمبر", "نونبر": "نوفمبر", "دجنبر": "ديسمبر",
}  # fmt: skip
_ARABIC |= {month: month for month in _ARABIC.values()} | {"يونيه": "يونيو", "يوليه": "يوليو"}
_ALEF = "[\u0622\u0623\u0625\u0627]"  # with a sign above or below, or without, as it is typed
_ARABIC_MONTH = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.sub(_ALEF, _ALEF, one) for one in sorted(_ARABIC, key=len, reverse=True))})(?!\w)"
)
_BY_LETTERS = {re.sub(_ALEF, "\u0627", name): month for name, month in _ARABIC.items()}
_TWICE = re.compile(r"([^\W\d_]+)\s*(?:[/\\-]\s*\1|\(\s*\1\s*\))")  # one month by both of its names

_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_EAST_ASIAN = re.compile(
    rf"(?:(?P<era>令和|平成|昭和)\s*(?P<of_era>{_COUNT}|元)|(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}}))\s*[年년]\s*"
    rf"(?P<month>{_COUNT})\s*[月월]\s*(?P<day>{_COUNT})\s*[日号號일]"
    r"\s*[(]?(?:(?:星期|週|周)[一二三四五六日天]|[月火水木金土日](?:曜日?)?(?=[)\s])|[월화수목금토일](?:요일)?(?=[)\s]))?[)]?,?"
    r"(?:\s*(?P<half>上午|下午|午前|午後|오전|오후|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:時时点點시]\s*(?P<minute>\d{1,2})?"
    r"\s*[:分분]?(?:\s*\d{1,2}\s*[秒초]?)?)?\s*"
)
_AFTERNOON = frozenset(("下午", "午後", "오후", "PM"))


def to_western(text: str) -> str:
    """Return a date with Western digits and, if it is East Asian, in ISO order; otherwise unchanged."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _ORDINAL.sub("", text)).replace("،", ",")
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    if found := _EAST_ASIAN.fullmatch(text + " "):
        with suppress(ValueError):
            return _to_iso(found)
    text = _TWICE.sub(r"\1", _ARABIC_MONTH.sub(lambda month: _BY_LETTERS[re.sub(_ALEF, "\u0627", month[0])], text))
    return _AT.sub("", _HOURS.sub(r"\1:\2", text))


def _to_iso(found: re.Match[str]) -> str:
    year = _ERAS[found["era"]] + _count(found["of_era"]) if found["era"] else int(_spell(found["year"]))
    day = f"{year:04}-{_count(found['month']):02}-{_count(found['day']):02}"
    if found["hour"] is None:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"] in _AFTERNOON)
    return f"{day} {hour:02}:{int(found['minute'] or 0):02}"


def _count(numeral: str) -> int:
    """Return a number below a hundred, in digits or in Chinese numerals; the first year of an era is its origin."""
    if numeral == "元":
        return 1
    tens, ten, units = numeral.rpartition("十")
    return 10 * int(_spell(tens) or 1) + int(_spell(units) or 0) if ten else int(_spell(units))


def _spell(numeral: str) -> str:
    return "".join(_DIGITS.get(sign, sign) for sign in numeral)
