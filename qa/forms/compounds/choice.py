"""Questions that offer two things: which two, and what is asked of each alone."""

import re
from dataclasses import dataclass

from qa.language.english.forms import choices as english
from qa.language.kind import Kind, kind_of
from qa.language.verb import base_of, is_base

_END = " ?!.…,;"


@dataclass(frozen=True, slots=True)
class Choice:
    """Two things that a question offers, and for each the claim that it is the one: a question with its answer.

    `degree` is the word by which they are compared, empty where they are not, and `noun` what is counted, if anything.
    """

    options: tuple[str, str]
    claims: tuple[str, str]
    degree: str = ""
    noun: str = ""

    @property
    def of_least(self) -> bool:
        """Return whether the smaller of two amounts is asked for."""
        return self.degree.lower() in english.LESS


def read_choice(question: str) -> Choice | None:
    """Return what a question offers; None where it offers nothing, or asks whether either is so."""
    bare = question.strip().rstrip(_END)
    if english.NO_CHOICE.search(bare):
        return None
    if found := english.AFTER_COMMA.fullmatch(bare):
        options = found["left"], found["right"]
        return _compare(bare, options, (f"{found['asked']}? {options[0]}", f"{found['asked']}? {options[1]}"))
    if found := english.TWO_VERBS.fullmatch(bare):
        sides = found["left"], found["right"]
        return Choice((sides[0].split()[-1], sides[1].split()[-1]), (f"{sides[0]}? Yes", f"{sides[1]}? Yes"))
    found = next((match for pattern in english.AUX_FIRST if (match := pattern.fullmatch(bare))), None)
    return _offer(bare, found) if found else None


def words_for(option: str, text: str) -> str | None:
    """Return the words of a text that name an option: it whole, the surname of a person, or the same verb or noun."""
    bare = english.LEADING.sub("", option.strip())
    if (said := english.SAID_AS.get(option.lower())) and (found := said.search(text)):
        return found[0]
    if found := re.search(rf"(?<![\w-]){re.escape(bare)}(?!\w)", text, re.IGNORECASE):
        return found[0]
    if told := english.OF_NAME.fullmatch(bare):
        bare = told["name"]
        return bare if re.search(rf"\b{bare}\b", text) else None
    words = bare.split()
    if words[-1][:1].isupper():
        is_person = len(words) > 1 and bare == option.strip() and kind_of(bare) is Kind.PERSON
        return words[-1] if is_person and re.search(rf"\b{re.escape(words[-1])}\b", text) else None
    return _find_form(words[0] if is_base(words[0].lower()) else words[-1], text)


def _find_form(word: str, text: str) -> str | None:
    """Return the first word of a text that is another form of a word: "crashed" of "crash"."""
    base = _base_of(word)
    return next((found[0] for found in re.finditer(r"[\w’'-]*\w", text) if _base_of(found[0]) == base), None)


def _base_of(word: str) -> str:
    lower = base_of(word)
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def _offer(bare: str, found: re.Match[str]) -> Choice:
    """Return the choice of a question that begins with "did" or "is": it is asked for each of the two alone."""
    before, left = f"{found['before']}{found['middle']}", found["left"].strip()
    right, after = found["right"].strip(), found["after"].rstrip()
    if not found["middle"] and not after:
        right, after = _part_at_verb(right, len(left.split()))
    if (first := english.ORDINAL.fullmatch(left)) and (second := english.ORDINAL.match(right)):
        left = f"{first[0]}{right[second.end() :]}"
    if is_base(right.lower()) and not is_base(left.lower()) and (verb := _last_verb(found["middle"])):
        before, left = before[: len(found["before"]) + verb.start()], f"{found['middle'][verb.start() :]}{left}"
    after = f" {after.strip()}" if after else ""
    asked = [english.ASKED_AS.get(side.lower(), side) for side in (left, right)]
    return _compare(bare, (left, right), (f"{before}{asked[0]}{after}? Yes", f"{before}{asked[1]}{after}? Yes"))


def _part_at_verb(text: str, length: int) -> tuple[str, str]:
    """Return a subject and what follows it: the part before the first known verb, else as many words as a length."""
    words = text.split()
    place = next((at for at, word in enumerate(words) if at > 1 and is_base(word.lower())), length)
    return " ".join(words[:place]), " ".join(words[place:])


def _last_verb(text: str) -> re.Match[str] | None:
    return next((found for found in [*re.finditer(r"\w+", text)][::-1] if is_base(found[0].lower())), None)


def _compare(bare: str, options: tuple[str, str], claims: tuple[str, str]) -> Choice:
    found = english.DEGREE.search(bare)
    return Choice(options, claims, found["degree"] if found else "", (found["noun"] or "") if found else "")
