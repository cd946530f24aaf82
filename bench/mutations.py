"""Changes that make a true sentence untrue, one kind at a time: what a verifier of sentences must catch."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lemminflect import getAllLemmas, getInflection

from training.asked import deny
from training.cloze import SPAN
from training.spoil import TURNED

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w-])")
_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
)
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")
_DATE = re.compile(rf"\b(?:{'|'.join((*_MONTHS, *_DAYS))})\b|{_YEAR.pattern}")
_UNITS = (
    ("percent", "percentage points"), ("per cent", "percentage points"), ("%", " dollars"), ("$", "€"), ("£", "$"),
    ("€", "£"),
    ("miles", "kilometres"), ("kilometres", "miles"), ("kilometers", "miles"), ("km", "miles"), ("metres", "feet"),
    ("meters", "feet"), ("feet", "metres"), ("million", "billion"), ("billion", "million"), ("thousand", "million"),
    ("hours", "days"),
    ("minutes", "hours"), ("days", "weeks"), ("weeks", "months"), ("months", "years"), ("years", "months"),
    ("tonnes", "kilograms"), ("tons", "kilograms"), ("kg", "tonnes"), ("degrees", "percent"), ("seconds", "minutes"),
)  # fmt: skip
_MEASURED = re.compile(r"(?P<money>[$£€])\d|\d[\d,.]*[\s-]?(?P<unit>%|[a-z]+(?: cent)?)")
_MODAL = (
    (r"\b(was|were)(?= (?!not\b)\w+(?:ed|en|n)\b)", ("may have been", "could be", "was expected to be")),
    (r"\b(has|have|had)(?= (?!not\b)\w+(?:ed|en|n)\b)", ("may have", "could have")),
    (r"\b(?:will)\b(?! not)", ("may", "might")),
    (r"\b(is|are)(?= (?!not\b))", ("may be", "could be")),
    (r"\b(?:may|might|could) be\b", ("is",)),
    (r"\b(?:may|might|could) have\b", ("has",)),
)  # fmt: skip
_COMPARED = {
    "more than": "fewer than", "less than": "more than", "at least": "at most", "fewer than": "more than",
    "rose": "fell", "fell": "rose", "risen": "fallen", "fallen": "risen", "higher": "lower", "lower": "higher",
    "larger": "smaller", "smaller": "larger", "biggest": "smallest", "gained": "lost", "grew": "shrank",
    "rising": "falling", "falling": "rising", "increase": "decrease", "faster": "slower", "older": "younger",
}  # fmt: skip
_PERSON = r"[A-Z][\w’'-]+"
_SAID = re.compile(
    rf"(?P<name>{_PERSON}(?: {_PERSON})*)(?= (?:said|says|told|added|warned|announced|argued|wrote|claimed|noted)\b)"
    rf"|(?<=according to )(?P<behind>{_PERSON}(?: {_PERSON})*)|(?<=said )(?P<after>{_PERSON}(?: {_PERSON})+)"
)
_HELPED = re.compile(r"\b(?:is|are|was|were|been|be|has|have|had|to|by|not)(?: \w+){0,2} $|,\s*$")
_SPEAKS = r"[^.]{0,40}\b(?:said|says|told|added|warned|announced|argued|wrote|claimed|noted)"
_SPOKEN = r"(?:said|says|according to|told|announced)[^.]{0,30}"
_TOLD = re.compile(r"(?:The|A|An|It|They|He|She|This|These|Some|Two|Three|More|At|In|On) ")
_SENTENCE_START = re.compile(r"(?:^|[.!?:“\"]\s*)$")


@dataclass(frozen=True, slots=True)
class Material:
    """A true sentence, the text that it cites, and other texts from which names are taken."""

    sentence: str
    text: str
    elsewhere: Sequence[str]
    rng: random.Random


Change = Callable[[Material], str | None]


def change_number(true: Material) -> str | None:
    """Return the sentence with a number that the text has not."""
    found = [m for m in _NUMBER.finditer(true.sentence) if not _YEAR.fullmatch(m.group())] + list(
        _WORD.finditer(true.sentence)
    )
    for match in true.rng.sample(found, len(found)):
        before = match.group()
        if before in _WORDS:
            others = [word for word in _WORDS if word != before and word not in true.text.lower()]
            other = true.rng.choice(others) if others else None
        else:
            other = _other_number(before, true.rng)
        if other and not re.search(rf"(?<![\d.,]){re.escape(other)}(?!\d)", true.text):
            return _put(true.sentence, match.span(), other)
    return None


def change_unit(true: Material) -> str | None:
    """Return the sentence with another unit behind, or a currency before, one of its numbers."""
    for match in _MEASURED.finditer(true.sentence):
        group = "money" if match["money"] else "unit"
        for unit, other in _UNITS:
            if match[group] == unit:
                return _put(true.sentence, match.span(group), other)
    return None


def change_name(true: Material) -> str | None:
    """Return the sentence with a name of another text in the place of one of its own."""
    others = [m.group() for other in true.elsewhere for m in _names(other) if m.group() not in true.text]
    return _swap_name(true.sentence, true.text, others, true.rng)


def change_name_within(true: Material) -> str | None:
    """Return the sentence with another name of the same text in the place of one of its own."""
    others = [m.group() for m in _names(true.text) if m.group() not in true.sentence]
    return _swap_name(true.sentence, true.text, others, true.rng)


def change_date(true: Material) -> str | None:
    """Return the sentence with another year, month or weekday."""
    found = list(_DATE.finditer(true.sentence))
    for match in true.rng.sample(found, len(found)):
        word = match.group()
        if word == "May" and not re.search(r"\d", true.sentence[match.start() - 4 : match.end() + 4]):
            continue
        pool: Sequence[str] = _DAYS if word in _DAYS else _MONTHS
        if word.isdigit():
            pool = [str(int(word) + step) for step in (-11, -7, -2, -1, 1, 2, 5, 10)]
        others = [other for other in pool if other != word and other not in true.text]
        if others:
            return _put(true.sentence, match.span(), true.rng.choice(others))
    return None


def change_negation(true: Material) -> str | None:
    """Return the sentence denied, or without its "not"."""
    if re.search(r"\b(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could) not\b", true.sentence):
        return re.sub(r"\b(did|does|do) not (\w+)", _undo, true.sentence, count=1).replace(" not ", " ", 1)
    if re.search(r"n[’']t\b|\b(?:no|never|nor|neither|without|none)\b", true.sentence):
        return None
    return deny(true.sentence)


def change_modality(true: Material) -> str | None:
    """Return the sentence with an event made possible, or a possible one made real."""
    for pattern, others in _MODAL:
        match = re.search(pattern, true.sentence)
        if match and not re.search(
            r"\b(?:that|which|who|to|not|if|may|could|already|also)\W+$", true.sentence[: match.start()]
        ):
            return _put(true.sentence, match.span(), true.rng.choice(others))
    return _put_past(true.sentence)


def change_comparison(true: Material) -> str | None:
    """Return the sentence with a word that compares turned into its opposite."""
    table = {**TURNED, **_COMPARED}
    found = list(re.finditer(rf"\b(?:{'|'.join(sorted(table, key=len, reverse=True))})\b", true.sentence))
    if not found:
        return None
    match = true.rng.choice(found)
    return _put(true.sentence, match.span(), table[match.group()])


def change_speaker(true: Material) -> str | None:
    """Return the sentence with its words given to another name, mostly one of the same text that says nothing in it."""
    match = _SAID.search(true.sentence)
    silent = [
        m.group()
        for m in _names(true.text)
        if not re.search(rf"{re.escape(m.group())}{_SPEAKS}|{_SPOKEN}{re.escape(m.group())}", true.text)
    ]
    others = [one for one in silent if not set(one.split()) & set(true.sentence.split()) and len(one) > 3]
    if not others or true.rng.random() < 0.3:
        others = [m.group() for other in true.elsewhere for m in _names(other) if m.group() not in true.text]
    if not others:
        return None
    if match is None:
        told = true.sentence[0].lower() + true.sentence[1:]
        return f"{true.rng.choice(others)} said that {told}" if _TOLD.match(true.sentence) else None
    return _put(true.sentence, match.span(), true.rng.choice(others))


CHANGES: dict[str, Change] = {
    "number": change_number,
    "name": change_name,
    "name of the same passage": change_name_within,
    "date": change_date,
    "unit": change_unit,
    "negation": change_negation,
    "modality": change_modality,
    "comparison": change_comparison,
    "speaker": change_speaker,
}


def _swap_name(sentence: str, text: str, others: Sequence[str], rng: random.Random) -> str | None:
    own = [m for m in _names(sentence) if m.group() in text]
    alike = [other for other in others if len(other) > 2]
    if not own or not alike:
        return None
    match = rng.choice(own)
    size = len(match.group().split())
    best = [
        other for other in alike if len(other.split()) == size and not set(other.split()) & set(match.group().split())
    ]
    return _put(sentence, match.span(), rng.choice(best)) if best else None


def _names(text: str) -> list[re.Match[str]]:
    """Return the names of a text, without dates, numbers, and the first words of sentences."""
    return [
        match
        for match in SPAN.finditer(text)
        if not match.group()[0].isdigit()
        and not _DATE.search(match.group())
        and not _SENTENCE_START.search(text[: match.start()])
    ]


def _other_number(number: str, rng: random.Random) -> str:
    value = float(number.replace(",", ""))
    if "." in number:
        return f"{value + rng.choice((1, 2, 3)):.{len(number.split('.')[1])}f}"
    changed = int(value * rng.choice((0.5, 0.7, 1.4, 2, 3))) + rng.choice((1, 2, 3))
    return f"{changed:,}" if "," in number else str(changed)


def _undo(match: re.Match[str]) -> str:
    """Return the verb of "did not go" as "went"."""
    tag = {"did": "VBD", "does": "VBZ"}.get(match[1], "VBP")
    return next(iter(getInflection(match[2], tag=tag)), match[0])


def _put_past(sentence: str) -> str | None:
    """Return a sentence with its first verb in the past tense made possible: "may have won"."""
    for match in re.finditer(r"(?<= )[a-z]+", sentence):
        lemmas = getAllLemmas(match.group())
        if _HELPED.search(sentence[: match.start()]):
            continue
        if set(lemmas) == {"VERB"} and match.group() in getInflection(lemmas["VERB"][0], tag="VBD"):
            return _put(sentence, match.span(), f"may have {getInflection(lemmas['VERB'][0], tag='VBN')[0]}")
    return None


def _put(sentence: str, span: tuple[int, int], other: str) -> str:
    return sentence[: span[0]] + other + sentence[span[1] :]
