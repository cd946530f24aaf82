"""Who says the same: extracts of one answer become one finding, and independent articles add to its weight."""

import math
from collections.abc import Iterable, Sequence

from index.text import normalise_line
from qa.findings.finding import Extract, Finding
from qa.findings.meaning import Meaning, read_meaning
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind

FURTHER_VOICE = 0.5
"""How much the odds of a second voice count, those of a third the square of it, and so on."""


def group(extracts: Iterable[Extract], kind: Kind, *, weight: float = FURTHER_VOICE) -> list[Finding]:
    """Return the findings of some extracts as answers to a question of a kind, the likeliest first.

    Extracts that say the same are one finding. One that says it less fully joins the fuller one, unless there are
    several and they say different things: "Biden" beside "Joe Biden" and "Hunter Biden" stays alone. The fullest form
    of a name speaks for a finding, even where a shorter one is likelier by itself.
    """
    ordered = sorted(extracts, key=lambda extract: -extract.score)
    groups = _fold(_equals([(extract, read_meaning(extract, kind)) for extract in ordered]), kind)
    findings = [_finding(said, weight) for said in groups]
    return sorted(findings, key=lambda finding: -finding.score)


def pool(scores: Iterable[float], weight: float = FURTHER_VOICE) -> float:
    """Return the log odds that independent voices give together: log Σ weight^i · exp(score_i), the best first.

    Odds add up, each further voice's at `weight` times the share of the one before. It is never below the best score
    nor more than log 1/(1 - weight) above it: with 0 the best voice counts alone, with 1 every voice wholly.
    """
    ordered = sorted(scores, reverse=True)
    best = ordered[0]
    return best + math.log(sum(weight**place * math.exp(score - best) for place, score in enumerate(ordered)))


def voices(extracts: Sequence[Extract]) -> list[Extract]:
    """Return the best extract of each voice, the best first.

    Articles of one source are one voice, and so are those of one family of copies, and those that carry one sentence to
    the letter.
    """
    heard: list[tuple[set[tuple[str, str]], Extract]] = []
    for extract in extracts:
        marks = marks_of(extract)
        same = [voice for voice in heard if voice[0] & marks]
        heard = [voice for voice in heard if not voice[0] & marks]
        heard.append(
            (marks.union(*(known for known, _ in same)), max([*(best for _, best in same), extract], key=_score))
        )
    return sorted((best for _, best in heard), key=lambda extract: -extract.score)


def marks_of(extract: Extract) -> set[tuple[str, str]]:
    """Return what tells whose voice an extract is: two that have a mark in common are one voice."""
    head = extract.hit.head
    marks = {("source", head.source), ("sentence", sentence_of(extract))}
    return marks | {("family", head.family)} if head.family else marks


def sentence_of(extract: Extract) -> str:
    """Return the sentence of an extract, as it is compared with others."""
    return normalise_line(text_at(extract.hit, sentence_at(extract.hit, extract.span)))


def _score(extract: Extract) -> float:
    return extract.score


def _finding(extracts: Sequence[Extract], weight: float) -> Finding:
    return Finding(extracts[0].text, tuple(extracts), pool((voice.score for voice in voices(extracts)), weight))


Said = tuple[Meaning, list[Extract]]


def _equals(read: Sequence[tuple[Extract, Meaning]]) -> list[Said]:
    """Put extracts together that say the same."""
    groups: list[Said] = []
    for extract, meaning in read:
        same = next((said for known, said in groups if known.equals(meaning)), None)
        if same is None:
            groups.append((meaning, [extract]))
        else:
            same.append(extract)
    return groups


def _fold(groups: Sequence[Said], kind: Kind) -> Iterable[list[Extract]]:
    """Put those that say something less fully to the one that says it more fully, where it is clear which that is.

    Of names, the fuller extracts stand before the others; of amounts and times, the likelier ones.
    """
    home = {place: place for place in range(len(groups))}
    for place, (meaning, _) in enumerate(groups):
        fuller = [other for other, (known, _) in enumerate(groups) if other != place and meaning.part_of(known)]
        if fuller and all(_related(groups[one][0], groups[other][0]) for one in fuller for other in fuller):
            home[place] = fuller[0]
    joined: dict[int, list[Extract]] = {}
    for place, (_, said) in enumerate(groups):
        last, seen = place, {place}
        while home[last] not in seen:
            last = home[last]
            seen.add(last)
        joined.setdefault(last, []).extend(said)
    for place, said in joined.items():
        fullest = groups[place][1] if kind not in (Kind.NUMBER, Kind.DATE) else []
        said.sort(key=lambda extract: (extract not in fullest, -extract.score))
    return joined.values()


def _related(one: Meaning, other: Meaning) -> bool:
    return one.equals(other) or one.part_of(other) or other.part_of(one)
