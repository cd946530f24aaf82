"""The whole question of a follow-up, as a model completes it: used only where every word of it was said before."""

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import pairwise

from index.passages.chunking import split_sentences
from index.text import normalise_line
from qa.conversation.clauses import has_verb
from qa.conversation.leaning import leans
from qa.generation.client import Client
from qa.generation.prompts import WHOLE_TOKENS, ask_whole, cut_turns
from qa.language.english.conversation import followups
from qa.language.english.conversation import rewriting as english
from qa.language.orders import is_order
from qa.language.verb import is_base
from qa.support.words import Word, words_of
from qa.types import Turn

LONGEST = 300
"""Characters of a question that a model completed, at most."""
_MOST_READ = 8_000  # characters of a reply, thoughts included
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_MARKUP = re.compile(r"[<>\[\]{}|`*#_\\]|://")
_UNNAMED = english.FREE | english.DENIALS
_UNSAID = english.ADDRESS | english.DENIALS
_SAME = {"whom": "who", "whose": "who", "which": "what"}


def rewrite(client: Client, message: str, turns: Sequence[Turn], check: Callable[[], None]) -> str | None:
    """Return the whole question of a message that leans on turns; None where the model gives none that is proved.

    Raises:
        ModelUnavailable: the server fails.
    """
    told = cut_turns(turns)
    with closing(client.stream(ask_whole(message, told), most=WHOLE_TOKENS, check=check)) as pieces:
        text = _read_line(pieces)
    return text if text and is_proved(text, message, told) else None


def is_proved(text: str, message: str, turns: Sequence[Turn]) -> bool:
    """Return whether a text may be asked for a message: one whole question, in words of the message and the turns.

    It has the content words, numbers, denials and question words of the message. Names stand in it as they were said:
    two of them side by side were side by side before.
    """
    told = [message, *(part for turn in turns for part in (turn.question, turn.reply, turn.short or ""))]
    return (
        text.casefold().rstrip("?") != message.casefold().rstrip("? ")
        and _is_question(text, message)
        and _has_own_words(text, message)
        and _is_told(text, told)
        and not leans(text)
    )


def _read_line(pieces: Generator[str, None, bool]) -> str | None:
    """Return the only line of a reply; None where it has more, or was cut off."""
    said = ""
    while len(said) <= _MOST_READ:
        try:
            said += next(pieces)
        except StopIteration as end:
            line = _THOUGHT.sub("", said).strip()
            whole = bool(end.value) or line.endswith("?")
            return normalise_line(line) if whole and line and len(line.splitlines()) == 1 else None
    return None


def _is_question(text: str, message: str) -> bool:
    """Return whether a text is one question, keywords, or an order such as the message is one: "Tell me about X"."""
    if len(text) > LONGEST or _MARKUP.search(text) or is_order(text) or len(list(split_sentences(text, "en"))) != 1:
        return False
    first = text.split()[0].casefold()
    asks = english.OPENING.match(text) is not None or not (has_verb(text) or is_base(first))
    return asks or first in message.casefold().split()


def _has_own_words(text: str, message: str) -> bool:
    """Return whether a text keeps what a message says itself, and asks with the same question words."""
    bare = followups.LEAD.sub("", followups.POLITE.sub("", message))
    own = {one.stem for one in words_of(bare) if one.content and one.text.lower() not in _UNSAID}
    kept = {one.stem for one in words_of(text)}
    return (
        own <= kept
        and set(_NUMBER.findall(bare)) <= set(_NUMBER.findall(text))
        and _asked_by(bare) <= _asked_by(text)
        and _denials(bare) <= _denials(text)
    )


def _is_told(text: str, told: Sequence[str]) -> bool:
    """Return whether every content word, name, number and denial of a text stands in what was told."""
    said = [words_of(part) for part in told]
    stems = {one.stem for words in said for one in words}
    names = {_plain(one) for words in said for one in words}
    pairs = {(_plain(one), _plain(other)) for words in said for one, other in pairwise(words)}
    words, proper = words_of(text), _proper_of(text, told)
    return (
        all(one.stem in stems for one in words if one.content and one.text.lower() not in _UNNAMED)
        and proper <= names
        and all(pair in pairs for pair in _neighbours(words, proper))
        and set(_NUMBER.findall(text)) <= {number for part in told for number in _NUMBER.findall(part)}
        and _denials(text) <= {denial for part in told for denial in _denials(part)}
    )


def _proper_of(text: str, told: Sequence[str]) -> set[str]:
    """Return the names and numbers among the words of a text, by how it writes them or how they were told."""
    each = [one for part in told for one in words_of(part) if one.start]  # the first word has a capital in any case
    written = {_plain(one) for one in (*words_of(text), *each) if _is_proper(one)}
    return {plain for one in words_of(text) if one.content and (plain := _plain(one)) in written}


def _neighbours(words: Sequence[Word], proper: set[str]) -> set[tuple[str, str]]:
    """Return the pairs of names and numbers that stand side by side: "Ada Park", "May 2023"."""
    pairs = ((_plain(one), _plain(other)) for one, other in pairwise(words))
    return {(one, other) for one, other in pairs if one in proper and other in proper}


def _is_proper(word: Word) -> bool:
    return word.text[0].isupper() or word.text[0].isdigit()


def _plain(word: Word) -> str:
    return re.sub(r"[’']s?$", "", word.text.casefold())


def _asked_by(text: str) -> set[str]:
    asked = (word.lower() for word in english.QUESTION_WORD.findall(text))
    return {_SAME.get(word, word) for word in asked}


def _denials(text: str) -> set[str]:
    """Return the words of a text that deny, "not" for each "n't"."""
    words = {one.text.lower().replace("’", "'") for one in words_of(text)}
    return (words & english.DENIALS) | {"not" for word in words if word.endswith("n't")}
