"""Noun phrases: where "the parliament of Iraqi Kurdistan" begins and ends in a question or a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language.english.conversation import followups
from qa.language.english.world import kinds
from qa.language.verb import is_base, is_past

DETERMINERS = frozenset(("the", "a", "an"))

_TOKEN = re.compile(r"[^\s,.;:?!()\"“”…]++(?:[.,:](?=\w)[^\s,;:?!()\"“”…]++)*+")
_OWNER = re.compile(r"(?:[’']s|(?<=s)[’'])\Z")
_SHORTENED = re.compile(r"n[’']t\Z|\A(?:i|he|she|it|we|they|you|that|who|what)[’']")
_LINKS = frozenset(("of", "de", "von", "van", "al", "bin", "du", "la", "le", "del", "der"))
_BREAKS = frozenset(',;:?!()."”…')
_NAME_NOUNS = kinds.PLACE_ENDINGS | kinds.THING_ENDINGS


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `text[start:end]`.

    `breaks` is whether punctuation follows, or it is an owner: "Griner" in "Griner's".
    """

    text: str
    start: int
    end: int
    breaks: bool

    @property
    def lower(self) -> str:
        """Return the word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Return whether it may be part of a name."""
        return self.text[0].isupper() or (self.text[0].isdigit() and any(map(str.isupper, self.text)))

    @property
    def ends(self) -> bool:
        """Return whether no noun phrase goes on over it, as over "in" and "did"; "WHO" and "US" are names."""
        if len(self.text) > 1 and self.text.isupper():
            return False
        function = self.lower in followups.FUNCTION or self.lower.endswith("ly")
        return function or _SHORTENED.search(self.lower) is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens `[start, end)` of a noun phrase; `verb` is whether the verb of the question comes right behind it."""

    start: int
    end: int
    verb: bool = False


def tokenize(text: str) -> list[Token]:
    """Return the words of a text, without punctuation and possessive endings."""
    return list(_tokenize(text))


def _tokenize(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        whole = match.group()
        word = _OWNER.sub("", whole).strip("'‘’")
        if word:
            start = match.start() + whole.find(word)
            behind = text[match.end() : match.end() + 1]
            owner = _OWNER.search(whole) is not None
            yield Token(word, start, start + len(word), owner or behind in _BREAKS)


def find_phrases(tokens: Sequence[Token], *, awaits_verb: bool = False) -> Iterator[Phrase]:
    """Yield the noun phrases in a row of tokens.

    `awaits_verb` is whether it has an auxiliary such as "did", so that the next verb in its base form ends a phrase.
    """
    place = 0
    while place < len(tokens):
        phrase = read_phrase(tokens, place, awaits_verb=awaits_verb)
        if phrase is None:
            awaits_verb = awaits_verb and not (place > 1 and is_base(tokens[place].lower))
            place += 1
            continue
        yield phrase
        awaits_verb = awaits_verb and not phrase.verb
        place = phrase.end


def read_phrase(tokens: Sequence[Token], start: int, *, awaits_verb: bool = False) -> Phrase | None:
    """Return the noun phrase that begins at a token; None where none does."""
    begun = start + 1 if tokens[start].lower in DETERMINERS else start
    at = begun
    while at < len(tokens):
        if _links(tokens, at, begun):
            at += 1
        elif awaits_verb and at > begun and not tokens[at].capital and is_base(tokens[at].lower):
            return Phrase(start, at, verb=True)
        elif _ends_before(tokens, at, begun, article=begun > start):
            break
        else:
            at += 1
            if tokens[at - 1].breaks:
                break
    return Phrase(start, at) if at > begun else None


def _links(tokens: Sequence[Token], at: int, begun: int) -> bool:
    """Return whether a token joins two parts of one name: "Bank of England"."""
    inside = begun < at < len(tokens) - 1 and tokens[at].lower in _LINKS
    return inside and tokens[at - 1].capital and tokens[at + 1].capital


def _ends_before(tokens: Sequence[Token], at: int, begun: int, *, article: bool) -> bool:
    """Return whether a noun phrase that began at `begun` ends before a token."""
    token = tokens[at]
    if token.ends:
        return True
    named = at > begun and tokens[at - 1].capital
    if token.capital:
        return at > begun and not named and not article  # "defeating Marine Le Pen": the name begins here
    if is_past(token.text) and (at > begun or not article):
        return True
    if at == begun:
        return not article and is_base(token.lower)
    if article or not any(one.capital for one in tokens[begun:at]):
        return False
    return not (named and token.lower in _NAME_NOUNS)  # "Mishtenur hill" is one name; "Turkey distrust" is not
