"""Rows of names: "Ada Marlow, Tom Reyes and Jan Holt"."""

import re

from qa.language.english.calendar import MONTH, WEEKDAY

_WORD = r"(?:(?:[A-ZÀ-Þ]\.)+(?= [A-ZÀ-Þ])|[A-ZÀ-Þ][\w-]*(?:[’'](?=\w\w)[\w-]+)*)"  # "J.T.", "O’Neil"
_NAME = rf"(?:the )?{_WORD}(?: (?:(?:of|de|da|du|la|van|von|bin|al|the) )?{_WORD})*"
BETWEEN = r",? (?:and|or|as well as) |, "
# A row ends with a conjunction: "Holm, Lorne" alone may be a town and its country.
ROW = re.compile(rf"(?<![\w’'.-]){_NAME}(?:, {_NAME})*,? (?:and|as well as) {_NAME}(?![\w’'-]| [A-ZÀ-Þ])")
NO_NAME = re.compile(
    rf"(?:{WEEKDAY}|{MONTH})$|(?:But|And|In|On|At|He|She|It|They|While|When|Although)\b"
)  # "Jan Holt" is no month
