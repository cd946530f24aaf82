"""Answers that something may be, was wanted, is expected or was so before, where the question asks what is or was."""

from qa.bars.proposal import Proposal
from qa.language.english.bars import modality as english
from qa.language.role import is_akin, read_action
from qa.question import Kind

_FACTS = (Kind.NUMBER, Kind.PERSON, Kind.DATE)
_BEHIND = 200
"""Characters behind a sentence in which a passage may say that a record was broken."""


def is_unreal(one: Proposal) -> bool:
    """Return whether the answer is only possible, sought, expected or denied, and the question asks for a fact."""
    if _is_fact(one) or _is_given(one) or _was_only_attempted(one) or _was_wrong(one) or _was_put_off(one):
        return True
    fact = one.kind in _FACTS or (one.kind is Kind.THING and english.ASKS_GOT.search(one.asked) is not None)
    if not fact or english.ASKED.search(one.asked) or not english.PAST.search(one.asked):
        return False
    if one.kind is Kind.PERSON:
        later = english.EXPECTED_AFTER.search(one.tail) or english.DENIED_AFTER.search(one.tail)
        early = english.DUE_BY.search(one.head) or english.AMONG_HOPEFULS.search(one.head)
        if english.ASKS_OF_SWAP.search(one.asked) and english.OFFERED_AHEAD.search(one.head):
            return True
        return read_action(one.asked) is not None and (bool(later or early) or _only_wanted_to(one))
    if one.kind is Kind.DATE and english.ATTEMPT_BEFORE.search(one.head):
        return True
    clause = english.CLAUSE.split(one.head)[-1]
    wanted = _is_wanted(clause) or english.SOUGHT_BEHIND.match(one.tail) is not None
    told_of_case = english.IN_THE_PAST.search(one.asked) and english.CONDITION.search(clause)
    return wanted or bool(english.POSSIBLE.search(clause) or told_of_case)


def was_before(one: Proposal) -> bool:
    """Return whether it is asked what is so now, and the clause tells what was so before: "previously", "used to"."""
    if english.OF_THEN.search(one.asked):
        return False
    if not (english.OF_NOW.search(one.asked) or english.PRESENT.search(one.asked)):
        return False
    then = english.LONG_AGO.match(one.sentence)
    if then and one.kind is Kind.PERSON and one.published and int(then["year"]) < one.published.year - 1:
        return True
    former = english.FORMER.search(english.CLAUSE.split(one.head)[-1]) or english.FORMER_RECORD.search(one.head)
    return former is not None


def is_not_the_most(one: Proposal) -> bool:
    """Return whether it is asked for the most of all, and the number is an average or was surpassed later."""
    counts = one.kind is Kind.NUMBER or (one.kind is Kind.THING and one.text[:1].isdigit())
    if not counts or not english.ASKS_MOST.search(one.asked) or english.OF_FORMER_RECORD.search(one.asked):
        return False
    if english.AVERAGE.search(one.head):
        return True
    behind = f"{one.tail}{one.passage.partition(one.sentence)[2][:_BEHIND]}"
    return english.SURPASSED.search(behind) is not None


def _is_fact(one: Proposal) -> bool:
    """Return whether it is asked who will do something, or what number was expected, and the sentence tells what is."""
    around = f"{one.before} {one.sentence}"
    if one.kind is Kind.PERSON and english.FUTURE.search(one.asked):
        return not english.FORESEEN.search(around)
    return (
        one.kind is Kind.NUMBER
        and bool(english.ASKS_EXPECTED.search(one.asked))
        and not english.EXPECTED.search(around)
    )


def _is_given(one: Proposal) -> bool:
    """Return whether it is asked what somebody demanded, and the clause tells what was offered or granted."""
    if one.kind not in (Kind.NUMBER, Kind.THING) or not english.ASKS_WANTED.search(one.asked):
        return False
    clause = english.CLAUSE.split(one.head)[-1]
    return bool(english.GIVEN.search(clause)) and not english.ASKS_WANTED.search(clause)


def _was_only_attempted(one: Proposal) -> bool:
    """Return whether it is asked who killed somebody, and none is said to have died: "attempted murder"."""
    if not english.ASKS_WHO_KILLED.search(one.asked):
        return False
    near = f"{one.title} {one.before} {one.sentence}"
    texts = [f"{one.title} {one.passage}"] if one.passage else []
    texts += [near] if english.ATTEMPTED.search(one.sentence) else []
    return any(not english.KILLED.search(english.ATTEMPTED.sub(" ", text)) for text in texts)


def _was_wrong(one: Proposal) -> bool:
    """Return whether the sentence corrects what was reported, and the answer is that: "we wrote that he is 40"."""
    return english.WRONGLY.search(one.head) is not None


def _was_put_off(one: Proposal) -> bool:
    """Return whether it is asked when something will be, and the answer is the day from which it was put off."""
    return (
        one.kind is Kind.DATE
        and english.PLANNED.search(one.head) is not None
        and english.PUT_OFF.search(one.tail) is not None
    )


def _only_wanted_to(one: Proposal) -> bool:
    """Return whether the sentence has what was done only as what somebody was asked, hoped or refused to do."""
    action = (read_action(one.asked) or "").lower()
    wanted = [match["verb"] for match in english.WANTED_TO.finditer(one.sentence) if is_akin(match["verb"], action)]
    said = [word for word in one.sentence.lower().split() if is_akin(word.strip(",.;:"), action)]
    return bool(wanted) and len(wanted) == len(said)


def _is_wanted(clause: str) -> bool:
    """Return whether a clause has a verb of wanting, and no verb of getting behind it."""
    wanted = max((match.end() for match in english.SOUGHT.finditer(clause)), default=-1)
    return wanted >= 0 and not english.DONE.search(clause, wanted)
