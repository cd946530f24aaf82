"""The author of an answer: a model that writes, of which only verified sentences are passed on."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from index.errors import ContextTooLong, ModelUnavailable
from index.types import Hit, Span
from qa.checking.hypothesis import Hypothesis
from qa.conversation.followup import TURNS, Completed
from qa.findings.compose import Composed
from qa.generation.client import Client
from qa.generation.prompts import NOTHING, Prompt, ask_again, version, write_prompt
from qa.generation.relevance import Relevance, relevance_of, split_lead
from qa.generation.request import Message
from qa.generation.rewriting import rewrite
from qa.generation.sentences import Written, cut
from qa.language.english.contrasts import REFERS
from qa.proof.quoting import Quote, Quoting
from qa.reading.reader import PassageInput, Reader
from qa.support.evidence import Cited, Fault, Support
from qa.support.rivals import Judge
from qa.support.verifier import verify_sentence
from qa.types import Dropped, Style, Turn

log = logging.getLogger(__name__)

MOST_KEYS = 4
"""Passages that a sentence may cite; one that cites all of them says nothing of its support."""
MOST_REPAIRS = 2
"""Sentences of an answer that are asked for once more."""
_REPEATS = 2
_REPAIR_TOKENS = 120
_SILENT = (
    "the model server sent no sentence; is its URL that of its API, or did the model think longer than it may write?"
)
_REASONS = {
    Fault.NOTHING_CITED: "it cites no passage",
    Fault.NUMBER: "a number is not in what it cites",
    Fault.UNIT: "a number has another unit in what it cites",
    Fault.DATE: "a date is not in what it cites",
    Fault.NAME: "a name is not in what it cites",
    Fault.NEGATION: "what it cites denies it, or does not",
    Fault.MODALITY: "what it cites is less or more certain",
    Fault.COMPARISON: "what it cites compares the other way",
    Fault.ROLE: "what it cites may have another name in this place",
    Fault.SPEAKER: "what it cites names another speaker, or none",
    Fault.QUOTATION: "words in quotation marks are not in what it cites",
    Fault.FOREIGN: "an address, markup, an opinion or a letter of another alphabet is not in what it cites",
    Fault.UNSUPPORTED: "what it cites does not say it",
}


@dataclass(frozen=True, slots=True)
class Supported:
    """A verified sentence and the spans of the versions that prove it, the best first."""

    text: str
    proofs: tuple[tuple[Hit, Span], ...]


class Author:
    """Writes answers with a model; shared by threads. `name` is the model's with the digest of the prompt.

    The model is given no passage of a source that `quoting` lets nobody quote in full.
    """

    def __init__(self, client: Client, quoting: Quoting | None = None) -> None:
        self._client, self._quoting = client, quoting or Quoting()
        self.name = f"{client.name}+{version()}"

    def complete(self, completed: Completed, turns: Sequence[Turn], check: Callable[[], None]) -> Completed:
        """Return a message that leans on turns as the whole question that the model makes of it, if that is proved.

        Else it is returned as it is. Where a source may not be quoted in full, the model is told no replies: nobody
        knows of which source they are.
        """
        told = [Turn(one.question) for one in turns] if self._quoting.by_source else turns
        try:
            whole = rewrite(self._client, completed.text, told[-TURNS:], check)
        except ModelUnavailable as error:
            log.warning("a follow-up is left as it is: %s", error.message)
            return completed
        return Completed(whole) if whole else completed

    def relevance(self, question: str, composed: Composed, reader: Reader) -> Relevance:
        """Return what answers a question, to which the quoted answer is composed, as a reader sees it."""

        def rate(text: str) -> float:
            reading = reader.read(question, [PassageInput("", text)]).each[0]
            return reading.verdict if reading else 0.0

        return relevance_of(question, composed, rate)

    def write(
        self,
        question: str,
        hits: Sequence[Hit],
        judge: Judge,
        *,
        relevance: Relevance | None = None,
        style: Style = Style.BRIEF,
        most: int = 3,
        check: Callable[[], None] = lambda: None,
    ) -> Generator[Supported | Dropped, None, None]:
        """Yield each sentence as soon as it is verified, at most `most` of them, and those that are dropped.

        `hits` are the passages, the best first; where they are too long for the model, fewer are tried. Nothing is
        yielded where the model says that they do not answer. Until one sentence answers the question, by `relevance`,
        those that do not are dropped; what follows an answer may tell more.

        Raises:
            ModelUnavailable: the server fails; what was yielded before stays verified.
            ModelError: the checker failed.
        """
        shown = [hit for hit in hits if self._quoting.of(hit.head.source) is Quote.FULL]
        number = len(shown)
        while number:
            prompt = write_prompt(question, shown[:number], style)
            try:
                yield from _Writing(self._client, prompt, judge, relevance or Relevance(question), check).run(most)
            except ContextTooLong:
                if number <= 1:
                    raise
                number = (number + 1) // 2
            else:
                return


class _Writing:
    """One answer while it is written."""

    def __init__(
        self, client: Client, prompt: Prompt, judge: Judge, relevance: Relevance, check: Callable[[], None]
    ) -> None:
        self._client, self._prompt, self._check = client, prompt, check
        self._judge, self._relevance = judge, relevance
        self._repairs = MOST_REPAIRS
        self._answered = False

    def run(self, most: int) -> Iterator[Supported | Dropped]:
        seen: dict[str, int] = {}
        said = 0
        with closing(self._stream(self._prompt.messages, self._prompt.tokens)) as pieces:
            for written in cut(pieces):
                plain = written.text.casefold()
                seen[plain] = seen.get(plain, 0) + 1
                if seen[plain] > _REPEATS:
                    return  # it repeats itself, which may never end
                if seen[plain] > 1 or is_refusal(written.text):
                    continue
                result = self._verify(written)
                if result is None:
                    continue
                if isinstance(result, Dropped):
                    again = self._repair(written, result)
                    result = again if again and again.text.casefold() not in seen else result
                    seen.setdefault(result.text.casefold(), 1)
                yield result
                said += isinstance(result, Supported)
                if said == most:
                    return
        if not seen:
            raise ModelUnavailable(_SILENT)

    def _stream(self, messages: Sequence[Message], tokens: int) -> Generator[str, None, bool]:
        return self._client.stream(messages, most=tokens, check=self._check)

    def _verify(self, written: Written) -> Supported | Dropped | None:
        """Return a sentence with what proves it, or why it is dropped; None for a bare "yes" that was proved."""
        said, rest = split_lead(written.text)
        if said and self._relevance.contradicts(said):
            return Dropped(written.text, f"it says {said}, which is not proved")
        if said and not rest:
            return None
        result = self._prove(replace(written, text=rest))
        if isinstance(result, Dropped):
            return replace(result, text=written.text)
        if not self._answered and not self._relevance.is_answer(rest, result.proofs):
            return Dropped(written.text, "it does not answer the question")
        self._answered = True
        return replace(result, text=written.text) if self._relevance.polarity else result

    def _prove(self, written: Written) -> Supported | Dropped:
        unknown = [key for key in written.keys if key not in self._prompt.keys]
        if unknown:
            return Dropped(written.text, "it cites a passage that was not given")
        if len(written.keys) > MOST_KEYS:
            return Dropped(written.text, "it cites too many passages")
        if REFERS.match(written.text):
            return Dropped(written.text, "it begins with a word that stands for a name; name it")
        hits = [self._prompt.keys[key] for key in written.keys]
        cited = [
            Cited(hit.text, one.published, one.source, one.language, assumed=one.assumed is not None)
            for hit in hits
            for one in (hit.head,)
        ]
        support = verify_sentence(written.text, cited, self._odds)
        if support.fault:
            return Dropped(written.text, explain(support))
        proofs = tuple((hits[one.passage], _in_version(hits[one.passage], one.span)) for one in support.extracts)
        return Supported(written.text, proofs)

    def _odds(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        self._check()
        odds = self._judge(hypotheses)
        if not odds:
            raise ModelUnavailable("what a model writes cannot be verified without a checker; set reader to a default")
        return odds

    def _repair(self, written: Written, dropped: Dropped) -> Supported | None:
        """Ask for a sentence once more, with the reason; None where that helps nothing."""
        if not self._repairs:
            return None
        self._repairs -= 1
        messages = ask_again(self._prompt, written.text, dropped.reason)
        with closing(self._stream(messages, _REPAIR_TOKENS)) as pieces:
            again = next(cut(pieces), None)
        if again is None or is_refusal(again.text):
            return None
        result = self._verify(again)
        return result if isinstance(result, Supported) else None


def is_refusal(text: str) -> bool:
    """Return whether a sentence is the agreed phrase for what the passages do not answer."""
    return NOTHING.casefold() in text.casefold()


def explain(support: Support) -> str:
    """Return why a sentence was dropped, with the words concerned."""
    reason = _REASONS[support.fault or Fault.UNSUPPORTED]
    return f"{reason}: {support.detail}" if support.detail and support.fault is not Fault.UNSUPPORTED else reason


def _in_version(hit: Hit, span: Span) -> Span:
    return Span(hit.passage.start + span.start, hit.passage.start + span.end)
