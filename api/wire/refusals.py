"""The sentence that a person reads where a question is declined."""

from api.wire.words import format_day
from qa.types import Answer, Holdings, Reason

REASONS = {
    Reason.NOTHING_FOUND: "Nothing in the archive matches this question.",
    Reason.WEAK_EVIDENCE: "Nothing in the archive answers this question with enough certainty.",
    Reason.OUT_OF_RANGE: "The archive holds nothing from that time or those sources.",
    Reason.MODEL_DECLINED: "The language model found no answer in the passages.",
    Reason.NOTHING_VERIFIED: "No sentence of an answer could be verified.",
    Reason.MODEL_UNAVAILABLE: "The language model cannot be reached.",
    Reason.AMBIGUOUS: "This can mean several things. Which one do you mean?",
    Reason.NOT_A_QUESTION: "I answer questions from the articles in this archive, and cite each answer.",
}
EMPTY = "The archive holds no articles yet."
NEAREST = "The nearest articles:"


def explain(answer: Answer) -> str:
    """Return the sentence for a declined answer; empty if it was answered."""
    if answer.reason is None:
        return ""
    if answer.reason is Reason.NOT_A_QUESTION and answer.holdings:
        return describe(answer.holdings)
    if not answer.index.articles:
        return EMPTY
    return f"{REASONS[answer.reason]} {answer.hint}" if answer.hint else REASONS[answer.reason]


def describe(held: Holdings) -> str:
    """Return what an archive holds, as one sentence to a person who has asked nothing yet."""
    articles, sources = _count(held.articles, "article"), _count(held.sources, "source")
    first, last = format_day(held.oldest), format_day(held.newest)
    published = f"published on {last}" if first == last else f"published from {first} to {last}"
    return f"This archive holds {articles} from {sources}, {published}. Each answer quotes these articles."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
