"""What stands above the headline of a text that was printed: the name of the paper, its issue, and its address."""

import re
from dataclasses import dataclass

from index.formats.fields.bylines import is_byline, is_name, is_stamp
from index.formats.fields.untitled import is_sentence
from index.formats.options import Options

_PAPER = re.compile(
    r"\b(?:\w*times|\w*post|herald|\w*news|journal|gazette|tribune|chronicle|observer|guardian|telegraph|courier"
    r"|dispatch|examiner|sentinel|mirror|globe|star|sun|bulletin|register|mercury|echo|daily|weekly|press|record|standard|independent"
    r"|\w*zeitung|\w*blatt|kurier|anzeiger|\w*bote|nachrichten|rundschau|merkur|spiegel|monde|figaro|libération|dépêche"
    r"|ouest|courrier|quotidien|país|mundo|vanguardia|diario|periódico|corriere|repubblica|stampa|gazzetta|messaggero"
    r"|folha|estado|público|jornal|correio|volkskrant|telegraaf|dagblad|courant)\b|日报|日報|晚报|晚報|时报|時報|新聞|신문|일보",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:vol(?:ume|\.)?|no\.?|nr\.?|n°|issue|ausgabe|edition|édition|jahrgang|page|seite|p\.)"
    r"\s*(?:(?-i:[A-Z]?\d{1,5}|[IVXLC]{1,6})(?!\w))"
)
_ISSUE = re.compile(
    rf"{_NUMBER}(?:[\s,;|/·•–-]+{_NUMBER})*|\d{{1,3}}\. jahrgang(?:[\s,;|/·•–-]+{_NUMBER})?"
    r"|(?:for immediate release|(?:press|media|news) release|pressemitteilung|communiqué de presse|nota de prensa"
    r"|comunicado de (?:prensa|imprensa)|comunicato stampa)(?: *[:–—-].{0,40})?"
    r"|(?:price:?\s*)?(?:[$£€¥]\s?\d+[.,]\d\d|\d+[.,]\d\d\s?[€£$])",
    re.IGNORECASE,
)
_URL = re.compile(r"(https?://\S+)(?:\s+\d{1,3}\s?/\s?\d{1,3})?|www\.\S+", re.IGNORECASE)
_MOST_WORDS = 6
_REACH = 6  # lines above the headline
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a text below its masthead, and the address that stood above the headline."""

    lines: list[str]
    url: str | None = None


def cut_masthead(lines: list[str], options: Options) -> Printed:
    """Return a text without the name of its paper, the number of its issue and its address above the headline.

    A line that may be the name of a paper is one only if a headline follows: `Ferry Times Change` may be a headline.
    """
    head = [place for place, line in enumerate(lines) if line.strip()][:_REACH]
    cut: list[int] = []
    url = None
    for number, place in enumerate(head):
        line = lines[place].strip()
        if found := _URL.fullmatch(line):
            url = url or found[1]
        elif not _ISSUE.fullmatch(line) and not (is_paper(line) and _has_headline(lines, head[number + 1 :])):
            if is_stamp(line):
                continue
            break
        cut.append(place)
    for place in cut:
        options.omit("masthead", lines[place].strip())
    return Printed([line for place, line in enumerate(lines) if place not in cut], url)


def is_paper(line: str) -> bool:
    """Return whether a line may be the name of a paper."""
    words = line.split()
    return len(words) <= _MOST_WORDS and _PAPER.search(line) is not None and (is_name(line, fewest=1) or line.isupper())


def _has_headline(lines: list[str], below: list[int]) -> bool:
    """Return whether the next line that is no furniture is a headline: no sentence, with a story or a byline below."""
    others = [lines[place].strip() for place in below]
    others = [line for line in others if not (_ISSUE.fullmatch(line) or _URL.fullmatch(line) or is_stamp(line))]
    if len(others) < 2 or is_byline(others[0]) or is_sentence(others[0]):
        return False
    tells = any(is_byline(line) or line.endswith((".", "”", '"')) for line in others[1:])
    return len(others[0].split()) >= _FEWEST_WORDS and tells
