"""The sentence that a person reads where a question is declined."""

from collections.abc import Sequence

from api.wire.words import format_day, name_source
from qa.types import Answer, Holdings, Reason, Talk

REASONS = {
    Reason.NOTHING_FOUND: "Nothing in the archive matches this question.",
    Reason.WEAK_EVIDENCE: "Nothing in the archive answers this question with enough certainty.",
    Reason.OUT_OF_RANGE: "The archive holds nothing from that time or those sources.",
    Reason.MODEL_DECLINED: "The language model found no answer in the passages.",
    Reason.NOTHING_VERIFIED: "No sentence of an answer could be verified.",
    Reason.MODEL_UNAVAILABLE: "The language model gave no answer.",
    Reason.AMBIGUOUS: "This can mean several things. Which one do you mean?",
    Reason.PREMISE_NOT_FOUND: "No passage found says that what this question takes for granted happened.",
    Reason.NOT_A_QUESTION: "I answer questions from the articles in this archive, and cite each answer.",
}
ABOUT = "I am Dateline: I look questions up in news articles, and quote and cite what they say."
BRIEF = {
    Talk.THANKS: "You’re welcome. Ask me anything else about what these articles report.",
    Talk.OK: "All right. Ask me anything else about what these articles report.",
    Talk.BYE: "Goodbye.",
    Talk.DISPUTE: "I can misread an article: please open the sources to check, or ask again in other words.",
}
COUNT = (
    "I do not count articles by what they are about. A search lists the passages that are nearest to a subject:"
    " GET /search?q=…&k=100, or on the command line: dateline search."
)
BLANK = "There are no words in this, so it asks nothing."
EMPTY = "The archive holds no articles yet."
NEAREST = "The nearest articles:"
CLOSEST = "The closest sentence, which may not answer it:"


def explain(answer: Answer) -> str:
    """Return the sentence for a declined answer; empty if it was answered."""
    if answer.reason is None:
        return ""
    if answer.reason is Reason.AMBIGUOUS and answer.hint:
        return _ask_back(answer.hint, answer.suggestions)
    if answer.talk and (said := BRIEF.get(answer.talk)):
        return said
    if answer.reason is Reason.NOT_A_QUESTION and answer.holdings:
        return reply_to(answer.talk, answer.holdings)
    if not answer.index.articles:
        return EMPTY
    return f"{REASONS[answer.reason]} {answer.hint}" if answer.hint else REASONS[answer.reason]


def reply_to(talk: Talk | None, held: Holdings) -> str:
    """Return the reply to a message that asks about the program, or about all that it holds."""
    match talk:
        case Talk.ABOUT:
            return f"{ABOUT} {describe(held)}"
        case Talk.SOURCES:
            return f"The articles come from {_list_sources(held)}."
        case Talk.COUNT:
            return f"{COUNT} {describe(held)}"
        case Talk.LATEST if held.latest:
            titles = "; ".join(f"“{title}”" for title in held.headlines)
            return f"The newest articles, up to {format_day(held.latest)}: {titles}."
        case Talk.LATEST:
            return REASONS[Reason.OUT_OF_RANGE]
        case Talk.GREETING:
            return f"Hello! {describe(held)}"
        case Talk.BLANK:
            return f"{BLANK} {describe(held)}"
    return describe(held)


def _list_sources(held: Holdings) -> str:
    named = [f"{name_source(name)} ({_count(articles, 'article')})" for name, articles in held.largest]
    if others := held.sources - len(named):
        named.append(_count(others, "other source"))
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _ask_back(unknown: str, choices: Sequence[str]) -> str:
    return f"{unknown} Do you mean this?" if choices else unknown


def describe(held: Holdings) -> str:
    """Return what an archive holds, as one sentence to a person who has asked nothing yet."""
    articles, sources = _count(held.articles, "article"), _count(held.sources, "source")
    first, last = format_day(held.oldest), format_day(held.newest)
    published = f"published on {last}" if first == last else f"published from {first} to {last}"
    return f"This archive holds {articles} from {sources}, {published}. Each answer quotes these articles."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
