"""Rows of names: "Ada Marlow, Tom Reyes and Jan Holt"."""

import re

from qa.language.english.calendar import MONTH, WEEKDAY

_WORD = r"(?:(?:[A-ZÀ-Þ]\.)+(?= [A-ZÀ-Þ])|[A-ZÀ-Þ][\w-]*(?:[’'](?=\w\w)[\w-]+)*)"  # "J.T.", "O’Neil"
_NAME = rf"(?:the )?{_WORD}(?: (?:(?:of|de|da|du|la|van|von|bin|al|the) )?{_WORD})*"
BETWEEN = r",? (?:and|or|as well as) |, "
# A row ends with a conjunction: "Holm, Lorne" alone may be a town and its country.
ROW = re.compile(rf"(?<![\w’'.-]){_NAME}(?:, {_NAME})*,? (?:and|as well as) {_NAME}(?![\w’'-]| [A-ZÀ-Þ])")
# Names that have something told of each: "Ada Marlow, the chief, and Tom Reyes (Lorne), along with Jan Holt".
_TOLD = r"(?: \([^()]*\)|, (?!and\b|or\b)[a-z][^,;.()]{1,60}(?=,))?"
_AND = r"(?:and|as well as|along with|together with)"
ROW_TOLD = re.compile(
    rf"(?<![\w’'.-]){_NAME}{_TOLD}(?:, {_NAME}{_TOLD})*(?:,? {_AND} (?:with )?{_NAME}{_TOLD})+(?![\w’'-]| [A-ZÀ-Þ])"
)
MEMBER = re.compile(rf"(?:^|, |\b{_AND} )(?P<name>{_NAME})(?={_TOLD}(?:,|$| {_AND}\b))")
ALONG = re.compile(rf"\b(?:along|together) with (?P<name>{_NAME})")
"""Behind a row: one more of those whom it names."""
NO_NAME = re.compile(
    rf"(?:{WEEKDAY}|{MONTH})$|(?:But|And|In|On|At|He|She|It|They|While|When|Although)\b"
)  # "Jan Holt" is no month
