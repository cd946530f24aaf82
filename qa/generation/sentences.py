"""The sentences of a stream of text, each with the keys that it cites, as soon as it is complete."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from index.passages.chunking import split_sentences
from index.text import normalise_line

LONGEST = 1_200
"""Characters of a sentence, at most; the rest of its line is dropped with it."""
_KEYS = re.compile(r"\[(?:(?:[Pp]assages?|[Kk]eys?|[Ss]ources?)\s+)?([a-z]\d{3}(?:\s*[,;]\s*\[?[a-z]\d{3}\]?)*)\]")
_BRACKETS = str.maketrans("【】［］", "[][]")  # some models put keys into these
_ANY_KEYS = re.compile(r"\s*\[[^\[\]\n]{1,80}\](?!\()")
_KEY = re.compile(r"[a-z]\d{3}")
_ONLY_KEYS = re.compile(r"(?:\s*\[[^\[\]\n]{0,80}\]?)+[\s.]*")
_ENDED = re.compile(r"\[[a-z]\d{3}[^\[\]\n]{0,40}\]\s*[.!?]\s*$")  # a full stop behind keys ends a sentence for certain
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_OPEN_TAG = re.compile(r"<[a-z]{0,10}\Z", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•>]+|#{1,6}|\d{1,2}[.)])\s+|\*\*|__|`")
_LABEL = re.compile(r"^\s*(?:answer|summary|response|conclusion|final answer)\s*:\s*", re.IGNORECASE)
_LED = re.compile(  # "According to [a123], rain fell": the key is no name
    r"^\s*(?:according to|based on|as (?:reported|stated|noted|said) (?:in|by)|per|in) (?:the )?"
    r"(?:passages? |sources? )?(?:\[[^\[\]\n]{1,80}\](?:,| and)?\s*)+(?=\w)",
    re.IGNORECASE,
)
_SPACE_BEFORE = re.compile(r"\s+([.,;:!?])")
_TABLE = re.compile(r"^\s*\|")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as it would be shown, without its keys, and the keys in order."""

    text: str
    keys: tuple[str, ...]


def cut(pieces: Generator[str, None, bool]) -> Iterator[Written]:
    """Yield each sentence of a stream as soon as it is complete; the last one if the stream is.

    It is complete once a full stop is behind its keys, or else once the next one begins. Thoughts between tags are left
    out, as are the marks of lists and headings.
    """
    text, whole = "", True
    while True:
        try:
            text += next(pieces).translate(_BRACKETS)
        except StopIteration as end:
            whole = bool(end.value)
            break
        ready, text = _take(text)
        yield from ready
    rest = _THOUGHT.sub("", text)
    parts = _split(rest)
    # Of an answer that was cut off, the last sentence is not whole, unless it ends like one.
    kept = (
        parts
        if whole or not parts or re.search(r"[.!?][”\"’)]*(?:\s*\[[^\[\]]*\])*\s*$|\]\s*\.\s*$", parts[-1])
        else parts[:-1]
    )
    yield from _read_all(kept)


def _take(text: str) -> tuple[list[Written], str]:
    """Return the sentences that are complete, and the rest."""
    text = re.sub(r"<(think|thinking|reasoning)>.*?</\1>", "", text, flags=re.DOTALL | re.IGNORECASE)
    if _THOUGHT.search(text) or _OPEN_TAG.search(text):
        return [], text
    if len(text) > LONGEST * 4:
        return [Written(normalise_line(text[:LONGEST]), ())], ""
    parts = _split(text)
    if parts and _ENDED.search(parts[-1]):
        return list(_read_all(parts)), ""
    if len(parts) < 2:
        return [], text
    return list(_read_all(parts[:-1])), parts[-1] + text[len(text.rstrip()) :]


def _split(text: str) -> list[str]:
    """Return the sentences of a text, each with the keys behind it; the last may be incomplete."""
    parts: list[str] = []
    for span in split_sentences(text, "en"):
        part = text[span.start : span.end]
        led = _ANY_KEYS.match(part)
        if parts and _ONLY_KEYS.fullmatch(part):
            parts[-1] = f"{parts[-1]} {part}"
        elif parts and led and led.start() == 0 and not _KEYS.search(parts[-1]):
            keys = re.match(r"(?:\s*\[[^\[\]\n]{1,80}\])+[.\s]*", part)
            end = keys.end() if keys else 0
            parts[-1] = f"{parts[-1]} {part[:end]}"
            parts += [part[end:]] if part[end:].strip() else []
        else:
            parts.append(part)
    return parts


def _read_all(parts: list[str]) -> Iterator[Written]:
    for part in parts:
        written = read_sentence(part)
        if any(map(str.isalpha, written.text)):  # "1." of a list is no sentence
            yield written


def read_sentence(text: str) -> Written:
    """Return a sentence without its keys and marks; a row of a table is kept as it stands and has no keys."""
    if _TABLE.match(text):
        return Written(normalise_line(text)[:LONGEST], ())
    keys = dict.fromkeys(key for match in _KEYS.finditer(text) for key in _KEY.findall(match[1]))
    told = _LED.sub("", text)
    bare = _LABEL.sub("", _BULLET.sub("", _ANY_KEYS.sub("", told if told == text else told[:1].upper() + told[1:])))
    line = _SPACE_BEFORE.sub(r"\1", normalise_line(bare))
    return Written(line[:LONGEST], tuple(keys))
