"""Questions of several parts: each is asked by itself, and their answers are put together or compared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.types import Hit
from qa.conversation.followup import complete
from qa.findings.compose import Composed
from qa.forms.compounds.choice import words_for
from qa.forms.compounds.parts import Comparison, Part
from qa.language.amount import Amount, read_amount
from qa.language.english.forms import parts as english
from qa.language.polarity import Polarity
from qa.language.verb import is_past
from qa.proof.verify import Claim, Draft, Proof
from qa.types import Agreement, ReadCount, Turn
from qa.verdict import Verdict

_SURE = 0.5  # below it a short answer is not taken for granted


@dataclass(frozen=True, slots=True)
class Event:
    """What the part of a question before another one is about: its question, told as a fact, and the passage of it.

    `told` is empty where the question does not ask who did something; `hit` is None where the part has no answer.
    """

    told: str
    hit: Hit | None

    def ask(self, part: str) -> str:
        """Return a part that names nothing as a question of the event: "What was the score when Holm won the cup?"."""
        return english.WHEN_DONE.format(part=part.rstrip("?"), told=self.told) if self.told else part


Ask = Callable[[Part, Event | None], Verdict]
"""Ask one part, given the event of the part before it."""


def answer_parts(parts: Sequence[Part], ask: Ask) -> Verdict:
    """Return one verdict on the parts of a question; those without enough evidence are left unanswered."""
    verdicts: list[tuple[str, Verdict]] = []
    for part in parts:
        before = verdicts[-1] if verdicts else None
        if part.leans and before and before[1].composed.polarity is Polarity.NO:
            continue  # what did not happen has no time and no reason
        texts = _refer(part.text, before) if before else [part.text]
        event = _event_of(*before) if before else None
        verdicts += [(text, ask(replace(part, text=text), event)) for text in texts]
    enough = [verdict for _, verdict in verdicts if _is_answered(verdict)]
    if not enough:
        best = max((verdict for _, verdict in verdicts), key=lambda one: one.evidence)
        others = tuple(part for part, verdict in verdicts if verdict is not best)
        return replace(best, unanswered=others) if best.enough else best
    return replace(
        _join(enough),
        unanswered=tuple(part for part, verdict in verdicts if verdict not in enough),
    )


def _is_answered(verdict: Verdict) -> bool:
    composed = verdict.composed
    return verdict.enough and bool(composed.drafts) and composed.polarity is not Polarity.UNCLEAR


def _refer(part: str, before: tuple[str, Verdict]) -> list[str]:
    """Return a part with the answer of the one before it for its pronoun: "and whom did she beat?".

    Where that answer names several, "how old were they?" is asked of each.
    """
    question, verdict = before
    if not verdict.enough or not verdict.composed.claims:
        return [part]
    names = _names_of(verdict)
    if len(names) > 1 and (each := english.OF_EACH.fullmatch(part.rstrip(" ?"))):
        be = english.BE_ONE[each["be"].lower()]
        return [f"{each['asked']} {be} {name}{each['rest']}?" for name in names]
    claim = verdict.composed.claims[0]
    short = english.AND.join(names) if verdict.composed.agreement is Agreement.LIST else claim.proofs[0].text
    unsure = (claim.confidence or 0.0) < _SURE
    completed = complete(part, (Turn(question, verdict.composed.drafts[0].text, short, unsure=unsure),))
    return [completed.text if completed.asked else part]


def _names_of(verdict: Verdict) -> list[str]:
    """Return the names that a verdict answers with, those of a row apart."""
    said = [claim.proofs[0].text for claim in verdict.composed.claims[: _claims(verdict)]]
    return [name for text in said for name in english.BETWEEN_NAMES.split(text) if name]


def names_nothing(part: str) -> bool:
    """Return whether a part has neither a name nor a number, so that it asks of the event of the part before it."""
    return not any(letter.isupper() or letter.isdigit() for letter in part[1:])


def _event_of(question: str, verdict: Verdict) -> Event:
    """Return what a part is about, with the passage that proves its answer."""
    claims, drafts = verdict.composed.claims, verdict.composed.drafts
    if not (verdict.enough and drafts):
        return Event("", None)
    cited = claims[0].proofs[0].citation if claims else drafts[0].citations[0]
    place = cited.article, cited.version
    hit = next((hit for hit in verdict.hits if (hit.passage.article, hit.passage.version) == place), None)
    asked = english.DOER.match(question)
    done = asked and claims and is_past(asked["done"].split()[0])
    return Event(f"{claims[0].proofs[0].text} {asked['done']}" if asked and done else "", hit)


def compare(comparison: Comparison, ask: Ask) -> Verdict | None:
    """Return a verdict that names the side with the larger amount, or the smaller one, and proves both amounts."""
    verdicts = [ask(Part(question), None) for question in comparison.questions]
    amounts = [_amount(verdict) for verdict in verdicts]
    if not all(verdict.enough for verdict in verdicts) or None in amounts:
        return None
    left, right = (amount for amount in amounts if amount)
    if left.unit != right.unit or left.value == right.value or not left.excludes(right):
        return None
    first = (left.value > right.value) == comparison.most
    winner, name = (verdicts[0], comparison.left) if first else (verdicts[1], comparison.right)
    loser = verdicts[1] if first else verdicts[0]
    claim = _name(name, winner)
    if claim is None and not _is_titled(name, winner):
        return None  # the amount is of something else
    joined = _join([winner, loser])
    return replace(
        joined, composed=replace(joined.composed, claims=(claim,) if claim else (), agreement=Agreement.SINGLE)
    )


def _amount(verdict: Verdict) -> Amount | None:
    claim = _counting(verdict)
    return read_amount(claim.proofs[0].text) if claim else None


def _counting(verdict: Verdict) -> Claim | None:
    """Return the first claim that is not a whole of which a part is meant: "eleven" of "four of eleven" is one."""
    return next((claim for claim in verdict.composed.claims if not _is_whole(claim.proofs[0])), None)


def _is_whole(proof: Proof) -> bool:
    before, found, _ = proof.citation.quote.partition(f" {proof.text}")
    return bool(found) and english.OUT_OF.search(f"{before} ") is not None


def _name(name: str, verdict: Verdict) -> Claim | None:
    """Return the claim that a side is the answer, where the sentence of its amount names it."""
    claim = _counting(verdict)
    for proof in claim.proofs if claim else ():
        if words := words_for(name, proof.citation.quote):
            return Claim((replace(proof, text=words, resolved=None),), claim.confidence if claim else None)
    return None


def _is_titled(name: str, verdict: Verdict) -> bool:
    """Return whether the title of the article that proves an amount names a side."""
    claim = _counting(verdict)
    return any(words_for(name, proof.citation.title) for proof in (claim.proofs if claim else ()))


def _join(verdicts: Sequence[Verdict]) -> Verdict:
    """Return several verdicts as one: the first drafts of each, and the first claim of each."""
    shown: dict[tuple[str, int, int], Draft] = {}
    for verdict in verdicts:
        for draft in _drafts_of(verdict):
            lead = draft.citations[0]
            shown.setdefault((lead.article, lead.start, lead.end), draft)
    claims = tuple(claim for verdict in verdicts for claim in verdict.composed.claims[: _claims(verdict)])
    confidence = min(verdict.confidence for verdict in verdicts)
    composed = Composed(tuple(shown.values()), claims, Agreement.LIST, verdicts[0].composed.polarity)
    return Verdict(
        tuple(_distinct(hit for verdict in verdicts for hit in verdict.hits)), composed, confidence,
        min(verdict.evidence for verdict in verdicts), _add(verdict.read for verdict in verdicts),
        least=min(verdict.lead_over_refusal for verdict in verdicts),
    )  # fmt: skip


def _drafts_of(verdict: Verdict) -> list[Draft]:
    """Return the drafts that prove the claims of a verdict, the first one where it claims nothing."""
    claims = verdict.composed.claims[: _claims(verdict)]
    counting = _counting(verdict)
    cited = {proof.citation for claim in (*claims, *((counting,) if counting else ())) for proof in claim.proofs[:1]}
    proving = [
        draft for draft in verdict.composed.drafts if cited.intersection((*draft.citations, *draft.corroborating))
    ]
    return proving or list(verdict.composed.drafts[:1])


def _claims(verdict: Verdict) -> int:
    return len(verdict.composed.claims) if verdict.composed.agreement is Agreement.LIST else 1


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    return list({hit.passage: hit for hit in hits}.values())


def _add(counts: Iterable[ReadCount]) -> ReadCount:
    each = list(counts)
    return ReadCount(sum(one.passages for one in each), sum(one.of for one in each))
