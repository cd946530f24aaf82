"""The language of an article: the declared one, else that of its text. The only module that imports py3langid."""

import logging
from dataclasses import replace
from functools import cache
from typing import Protocol

from index.codes import MAIN
from index.types import Article

_SAMPLE = 600  # characters: more tell no better, and cost more
_FEWEST = 80  # bytes of letters, below which no language is told
_SURE = 0.9
_MANY = 200  # bytes of letters, below which no declared language is wrong
_CERTAIN = 0.99
_NONE = frozenset(("und", "mul", "mis", "zxx", "xx"))
# Written so alike that a declared one holds where a text is taken for another of them.
_ALIKE = (
    frozenset(("bs", "hr", "sr")), frozenset(("id", "ms")), frozenset(("no", "da")), frozenset(("cs", "sk")),
    frozenset(("pt", "gl")),
)  # fmt: skip
# No newspaper is written in them, or they are forms of others that are told: dialects, Nynorsk.
_UNUSED = frozenset(("eo", "la", "nn", "sa", "vo", "zxx"))

log = logging.getLogger(__name__)


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def settle_language(article: Article) -> Article:
    """Return an article with the language of its text, unless the declared one holds; see decision 0088.

    Where none is declared and none can be told, it stays without one.
    """
    declared = article.language if article.language not in _NONE else None
    if declared is None:
        return replace(article, language=_detect(article) or article.language)
    found = _contradict(MAIN.get(declared, declared), article.text)
    return replace(article, language=found) if found else article


def detect_language(text: str) -> str | None:
    """Return the code of the language of a text by its beginning; None where it is too short or in doubt."""
    return _tell(text[:_SAMPLE], _FEWEST, _SURE)


def _detect(article: Article) -> str | None:
    """Return the language of the text, else that of headline and text together, which are longer."""
    return detect_language(article.text) or detect_language(f"{article.title}\n{article.text}")


def _contradict(declared: str, text: str) -> str | None:
    """Return the language of a text if it plainly is not the declared one: both its halves agree on it."""
    opening = _tell(text[:_SAMPLE], _MANY, _CERTAIN)
    if opening is None or opening == declared or any({opening, declared} <= alike for alike in _ALIKE):
        return None
    middle = len(text) // 2
    halves = (text[: min(middle, _SAMPLE)], text[middle : middle + _SAMPLE])
    return opening if all(_tell(half, _FEWEST, _CERTAIN) == opening for half in halves) else None


def _tell(sample: str, fewest: int, sure: float) -> str | None:
    """Return the most likely language of a sample, if it is long enough and that is likely enough."""
    if len("".join(filter(str.isalpha, sample)).encode(errors="replace")) < fewest:
        return None
    identifier = _load()
    if identifier is None:
        return None
    best, chance = identifier.classify(sample)
    return best if chance >= sure else None


@cache
def _load() -> _Identifier | None:
    """Return the identifier, loaded on first use: 75 MB, half a second, and a temporary file while it lasts."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except (OSError, MemoryError) as error:
        log.warning("no language is detected, since its model cannot be unpacked: %s", error)
        return None
    whole.set_languages([code for code in whole.labels if len(code) == 2 and code not in _UNUSED])
    kept = (whole.nb_ptc, whole.nb_pc, whole.nb_classes, whole.tk_nextmove, whole.tk_output)
    found: _Identifier = LanguageIdentifier(*kept, norm_probs=True, tk_row=whole.tk_row)  # without the other languages
    return found
