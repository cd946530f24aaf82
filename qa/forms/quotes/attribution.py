"""Whose words a sentence has: who says them in it, who signs them behind it, and whether they are about a topic."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.search.spelling import FUNCTION_WORDS
from index.types import Hit
from qa.forms.statement import Statement, read_statements
from qa.language.alias import find_aliases
from qa.language.english.bars.persons.posts import said_of
from qa.language.english.forms import quotations as english
from qa.language.form import Form, read_shape
from qa.language.kind import is_given_name
from qa.proof.verify import Claim
from qa.types import Agreement
from qa.verdict import Verdict

_FUNCTION = frozenset(FUNCTION_WORDS)

Terms = Callable[[str], tuple[str, ...]]


def name_speaker(speaker: str, hits: Sequence[Hit]) -> str:
    """Return the name of a speaker who is called by his post, by the passages: "the Lumo boss"; else what he is called.

    A passage names him right behind the body and the post: "Lumo Holdings boss Ada Lorn". One called by a given name
    has the surname that passages give it.
    """
    *_, post = speaker.split()
    if post == speaker and is_given_name(speaker.lower()):
        return _add_surname(speaker, hits)
    bodies = _bodies_of(speaker)
    if not post.islower() or not bodies:
        return speaker
    said = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, bodies))})(?:[’']s?)? (?i:{said_of(post)}) (?P<name>{english.NAME})"
    )
    found = (said.search(hit.text) for hit in hits)
    return next((one["name"].strip() for one in found if one), speaker)


def _add_surname(given: str, hits: Sequence[Hit]) -> str:
    """Return a given name with the surname that passages have behind it, where they call its bearer by that."""
    full = re.compile(rf"\b(?i:{re.escape(given)}) (?P<surname>[A-Z][\w-]+)")
    texts = [hit.text for hit in hits]
    found = Counter(one["surname"] for text in texts for one in full.finditer(text)).most_common(1)
    if not found:
        return given
    ((surname, both),) = found
    named, called = (
        sum(len(re.findall(rf"\b{re.escape(word)}\b", text)) for text in texts) for word in (given, surname)
    )
    return f"{given} {surname}" if called - both > named - both else given


def terms_of(topic: str, speaker: str, terms: Terms) -> set[str]:
    """Return the terms of a topic that tell it from others: no words such as "a" and "the", none of the speaker."""
    plain = " ".join(word for word in topic.split() if word.lower() not in _FUNCTION)
    return set(terms(plain)) - set(terms(speaker))


def keep_said(question: str, verdict: Verdict, terms: Terms) -> Verdict:
    """Return a verdict on what somebody said without a short answer that is not words of his, on the topic.

    Where no topic is named, nothing is left of an answer that is not.
    """
    shape, composed = read_shape(question), verdict.composed
    if shape.form is not Form.WORDS:
        return verdict
    if not (shape.topic or composed.claims):
        return replace(verdict, composed=replace(composed, drafts=()))
    if all(is_said(shape.subject, shape.topic, claim, verdict.hits, terms) for claim in composed.claims):
        return verdict
    drafts = composed.drafts if shape.topic else ()
    return replace(verdict, composed=replace(composed, drafts=drafts, claims=(), agreement=Agreement.SINGLE))


def is_said(speaker: str, topic: str, claim: Claim, hits: Sequence[Hit], terms: Terms) -> bool:
    """Return whether a claim has words of a speaker on a topic: quoted or reported, by him and nobody else."""
    speaker = name_speaker(speaker, hits)
    wanted = terms_of(topic, speaker, terms)
    proof = claim.proofs[0]
    for row in (list(read_statements([hit])) for hit in hits):
        for place, one in enumerate(row):
            if proof.text in one.text and one.text in proof.citation.quote and _is_by(speaker, proof.text, row, place):
                return speaks_of(wanted, one, speaker, terms)
    return False


def _is_by(speaker: str, words: str, row: Sequence[Statement], place: int) -> bool:
    """Return whether a speaker says words of a sentence: in quotation marks, behind a verb of saying, or before him."""
    one = row[place]
    quoted = words not in remove_quotes(one.text)
    if quoted and find_signature(speaker, one.hit, one.span.end):
        return True
    before, _, behind = one.text.partition(words)
    reported = re.search(english.REACTS, before) or speaker.split()[-1] in behind
    return bool(quoted or reported) and place_of_speaker(speaker, row, place, quoted=quoted) is not None


def speaks_of(wanted: set[str], one: Statement, speaker: str, terms: Terms) -> bool:
    """Return whether a statement, one beside it, or a title that names the speaker has a term of a topic, if any."""
    title = one.hit.head.title
    beside = " ".join((one.before, one.text, _behind(one), title if speaker.split()[-1] in title else ""))
    return not wanted or not wanted.isdisjoint(terms(beside))


def _behind(one: Statement) -> str:
    """Return the beginning of what stands behind a statement in its passage."""
    return one.hit.text[one.span.end - one.hit.passage.start :].split("\n")[0][: english.BESIDE]


def find_signature(speaker: str, hit: Hit, end: int) -> int | None:
    """Return where the signature of a speaker behind a quotation ends: "— Ada Lorn, a sailor"; None where none is."""
    found = english.SIGNATURE.match(hit.text, end - hit.passage.start)
    if found is None or not re.search(rf"\b{re.escape(speaker.split()[-1])}\b", found["name"]):
        return None
    return hit.passage.start + found.end()


def place_of_speaker(speaker: str, row: Sequence[Statement], place: int, *, quoted: bool) -> int | None:
    """Return in which sentence the speaker of a sentence is named; None where it is another's, or tells no words."""
    if _says(speaker, row[place]):
        return place
    pronoun = re.search(rf"\b(?:[Hh]e|[Ss]he) (?:\w+ )?{english.REACTS}", remove_quotes(row[place].text))
    return place - 1 if quoted and pronoun and place and _says(speaker, row[place - 1]) else None


def _says(speaker: str, one: Statement) -> bool:
    """Return whether a sentence tells that a speaker said something, and not somebody else of that surname."""
    text, surname = remove_quotes(one.text), speaker.split()[-1].lower()
    if speaker.split()[-1].islower() and not _names_body(speaker, f"{one.before} {one.text}"):
        return False
    name = rf"(?:(?P<given>[A-Z][\w’'-]+) )?(?i:{re.escape(surname)})\b(?![’']s)"
    behind = re.compile(
        rf"{name}(?:,[^,]{{3,80}},| of (?:[A-Z]\w+ |and ){{1,6}})?\s*(?:\w+\s+){{0,4}}?{english.REACTS}"
    )
    before = re.compile(
        rf"{english.REACTS}\s+(?:[\w’'-]+\s+){{0,5}}?{name}\s*(?:[,.:…]|$|at|on|in|after|to|during|while)"
    )
    given = speaker.split()[0].lower() if " " in speaker else ""
    for pattern in (behind, before):
        for match in pattern.finditer(text):
            led = text[: match.start()].rsplit(",", 1)[-1].lower().split()
            between = match.group().lower().split(surname)[0].split()[1:]  # "said that Reyes fears Lorn"
            other = (match["given"] or "").lower()
            if english.BREAKS.intersection((*led, *between)) or "that" in between:
                continue
            if not (given and is_given_name(other) and other != given):
                return True
    return False


def _names_body(speaker: str, text: str) -> bool:
    """Return whether a text names the body of which a speaker is called the chairman, by one of its names."""
    bodies = _bodies_of(speaker)
    return not bodies or any(re.search(rf"\b{re.escape(body)}", text) for body in bodies)


def _bodies_of(speaker: str) -> list[str]:
    """Return the names of the body that the words before a post name: "the Fed chairman"."""
    others = [name for one in find_aliases(speaker) for name in one.others]
    return [*(word for word in speaker.split() if word[:1].isupper()), *others]


def remove_quotes(text: str) -> str:
    """Return a text without what is quoted in it."""
    return re.sub(r"[“\"][^“”\"]*[”\"]?", " … ", text)
