"""Refusals that help: what an article says instead, what can be asked instead, and the reply to small talk."""

from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.types import Hit
from qa.asking import NEAR, Asking, Clock
from qa.conversation.followup import Completed
from qa.conversation.suggestions import SHOWN, Proposed, propose, propose_near
from qa.findings.premise import Refuted
from qa.forms.dispatch import decide, look_up
from qa.reading.reader import Reader
from qa.search.retrieve import holdings_of, state_of
from qa.types import Agreement, Answer, Models, Question, Reason, Talk
from qa.verdict import Verdict

_ASKED = 1
"""How many questions a refusal may try, one after the other: each takes as long as an answer does."""


def refute(contrary: Refuted, asking: Asking, verdict: Verdict, near: Sequence[Hit]) -> Answer:
    """Return the refusal of a question that takes for granted what did not happen, and what an article says."""
    if contrary.hit.passage.id not in {hit.passage.id for hit in near}:
        return asking.decline(Reason.WEAK_EVIDENCE, near, verdict)  # deleted or changed since the search
    first = [hit for hit in near if hit.passage.id == contrary.hit.passage.id]
    rest = [hit for hit in near if hit.passage.id != contrary.hit.passage.id]
    head = contrary.hit.head
    said = f"On {head.published.day} {head.published:%B %Y} {head.source} wrote: “{contrary.text}”"
    return asking.decline(Reason.PREMISE_NOT_FOUND, [*first, *rest], verdict, said)


def reply(completed: Completed, question: Question, models: Models, clock: Clock, library: Library) -> Answer:
    """Return the reply to a message that cannot be asked: the choices of an ambiguous one, or what to ask instead."""
    with library.catalogue.snapshot() as snapshot:
        asking = Asking(question, question.filters, state_of(snapshot), models, clock)
        if completed.talk is None:
            open_to = asking.decline(Reason.AMBIGUOUS, hint=completed.unknown or None)
            return replace(open_to, suggestions=completed.choices)
        declined = replace(
            asking.decline(Reason.NOT_A_QUESTION), talk=completed.talk, holdings=holdings_of(snapshot, question.filters)
        )
        if completed.talk is Talk.BYE:
            return declined
        return replace(declined, suggestions=tuple(one.question for one in propose(snapshot, question.filters)[:SHOWN]))


def suggest_near(asking: Asking, near: Sequence[Hit], library: Library, reader: Reader | None) -> tuple[str, ...]:
    """Return questions that the articles nearest to a declined question answer.

    What is known of a name is told of any; of the others the first is kept whose answer the sentence that it was made
    from proves. Without a reader nothing is asked.
    """
    with library.catalogue.snapshot() as snapshot:
        proposed = propose_near(asking.asked or asking.question.text, near[:NEAR], snapshot)[:SHOWN]
    if reader is None:
        return tuple(one.question for one in proposed)
    known = [one for one in proposed if one.of_name]
    made = [one for one in proposed if not one.of_name][:_ASKED]
    proved = next((one for one in made if _proves(one, asking.question, library, reader)), None)
    return tuple(one.question for one in (*known, *filter(None, [proved])))


def _proves(proposed: Proposed, question: Question, library: Library, reader: Reader) -> bool:
    """Return whether the archive answers a proposed question, and by the sentence that it was made from."""
    whole = replace(question, text=proposed.question, turns=())
    asked, hits = look_up(whole, library)
    verdict = decide(asked, whole, hits, library, reader) if hits else None
    if verdict is None or not verdict.enough or verdict.composed.agreement is Agreement.DISAGREE:
        return False
    claims = verdict.composed.claims
    return bool(claims) and proposed.is_proved([one.citation.quote for one in claims[0].proofs])
