"""Refusals that help: what an article says instead, what can be asked instead, and the reply to small talk."""

from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.types import Hit
from qa.asking import NEAR, Asking, Clock
from qa.conversation.followup import Completed
from qa.conversation.suggestions import SHOWN, propose, propose_near
from qa.findings.premise import Refuted
from qa.search.retrieve import holdings_of, state_of
from qa.types import Answer, Models, Question, Reason, Talk
from qa.verdict import Verdict


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
        return replace(declined, suggestions=propose(snapshot, question.filters)[:SHOWN])


def suggest_near(asking: Asking, near: Sequence[Hit], library: Library) -> tuple[str, ...]:
    """Return questions that the articles nearest to a declined question answer."""
    with library.catalogue.snapshot() as snapshot:
        return propose_near(asking.asked or asking.question.text, near[:NEAR], snapshot)[:SHOWN]
