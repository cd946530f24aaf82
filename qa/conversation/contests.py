"""Follow-ups about a contest or a decision that an earlier turn asked about: "What was the score?", "Who lost?"."""

import re
from collections.abc import Iterator, Sequence

from qa.conversation.clauses import END, read_clause
from qa.conversation.events import date_event
from qa.conversation.mentions import Mention, find_mentions, is_event
from qa.conversation.recasting import recast, state
from qa.conversation.topic import Topic
from qa.language.english.conversation import events as english
from qa.language.english.conversation import followups
from qa.language.kind import Kind

_REACH = 3  # turns
_SHORT = 9  # words
_SAYS_WHICH = re.compile(r"[A-Z0-9]")
_OUTSIDE = followups.PREPOSITIONS - {"by"}


def ask_about_contest(message: str, topics: Sequence[Topic]) -> str | None:
    """Return a question that needs a contest, and names none, with that of the latest topic that has one.

    It is told by who won it, where that is known: "What was the score when the Rovers won the final?".
    """
    bare = message.rstrip(END)
    if english.PRESENT.match(bare):
        return _ask_who_was_there(bare, topics[0])
    return next(_place(bare, topics), None) if _lacks_contest(bare) else None


def asks_measure(message: str) -> bool:
    """Return whether a message asks what only a contest has, and does not say of which: "What was the score?"."""
    bare = message.rstrip(END)
    return _lacks_contest(bare) and not english.OF_CONTESTS.isdisjoint(bare.lower().split())


def name_measure(message: str) -> str | None:
    """Return "What was the score?" of "and the score?"; None of any other message."""
    match = english.MEASURE_ALONE.match(message.rstrip(END))
    noun = match["noun"].lower() if match else ""
    if noun.split(" ")[-1] not in english.OF_CONTESTS:
        return None
    return f"Who was the {noun}?" if noun in english.PERSONS_OF_CONTESTS else f"What was the {noun}?"


def find_contest(topic: Topic) -> Mention | None:
    """Return the contest that a topic asks about: "the final in 2014" of "Who won the final in 2014?"."""
    clause = read_clause(topic.question)
    won = clause.rest if clause and clause.verb.lower() in followups.CONTESTS else None
    for one in topic.asked:
        if (one.name or _is_contest(one)) and topic.question[one.start :].rstrip(END) == won:
            return Mention(won, Kind.THING)
        if _is_contest(one):
            return date_event(one, topic.question, "")
    return None


def _is_contest(one: Mention) -> bool:
    head = one.text.split(" of ")[0].split(" in ")[0].split(" at ")[0]
    return english.CONTEST.search(head) is not None


def _lacks_contest(bare: str) -> bool:
    words = bare.lower().split()
    if not 1 < len(words) <= _SHORT or any(one.name for one in find_mentions(bare)):
        return False
    if english.CONTEST_OBJECT.match(bare):
        return True
    known = english.CONTESTED | english.CONTEST_FILLER
    return known.issuperset(words) and not english.CONTESTED.isdisjoint(words) and _OUTSIDE.isdisjoint(words)


def _place(bare: str, topics: Sequence[Topic]) -> Iterator[str]:
    """Yield a message with each contest that it may be about, the latest first."""
    whole, noun = bare if read_clause(bare) else f"{bare} were there", bare.split()[-1].lower()
    for topic in topics[:_REACH]:
        said, contest = _tell(topic), find_contest(topic)
        told = contest and _SAYS_WHICH.search(contest.text) and noun in english.OF_CONTESTS - english.OF_THE_END
        if contest and english.CONTEST_OBJECT.match(bare):
            yield f"{bare} {contest.text}?"
        elif said and english.DECIDED.search(said) and not told:
            yield f"{whole} when {said}?"
        elif contest:
            yield f"{whole} {'of' if noun in english.OF_CONTESTS else 'in'} {contest.text}?"


def _ask_who_was_there(bare: str, last: Topic) -> str | None:
    """Return "Who else was at the summit in Rome?" of "Who else was there?"."""
    if said := _tell(last):
        return f"{bare} when {said}?"
    event = find_contest(last) or next((one for one in last.asked if is_event(one.text)), None)
    return f"{bare.rsplit(' ', 1)[0]} at {event.text}?" if event else None


def _tell(topic: Topic) -> str | None:
    """Return what a turn says that happened; None where it is not known to have, or not of whom."""
    if topic.open or topic.declined or (topic.asks_who and not topic.stated):
        return None
    return state(topic.question, topic.stated) or state(recast(topic.question, "when", topic.stated) or "")
