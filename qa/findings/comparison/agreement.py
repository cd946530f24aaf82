"""Extracts that give the same answer become one finding, which independent sources make more likely."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.text import normalise_line
from qa.findings.comparison.meaning import Meaning, read_meaning
from qa.findings.finding import Extract, Finding
from qa.findings.weights import parameters
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind

Group = tuple[Meaning, list[Extract]]


def group(extracts: Iterable[Extract], kind: Kind) -> list[Finding]:
    """Return the findings of some extracts as answers to a question of a kind, in descending order of score.

    Extracts with the same meaning are one finding. A less specific one joins the more specific one, unless there are
    several of those and they differ: "Biden" beside "Joe Biden" and "Hunter Biden" stays alone. The text of a finding
    is the fullest form of a name, even where a shorter one has the higher score.
    """
    ordered = sorted(extracts, key=_descending)
    groups = _fold(_group_equal([(extract, read_meaning(extract, kind)) for extract in ordered]), kind)
    findings = [Finding(one[0].text, tuple(one), score_together(one)) for one in groups]
    return sorted(findings, key=lambda finding: -finding.score)


def score_together(extracts: Sequence[Extract]) -> float:
    """Return the log odds of one answer given by these extracts, one of each independent source."""
    return pool((extract.score for extract in best_by_source(extracts)), parameters().further_source_weight)


def pool(scores: Iterable[float], weight: float) -> float:
    """Return the log odds that independent sources give together: log Σ weight^i · exp(score_i), in descending order.

    The result lies between the best score and log 1/(1 - weight) above it. With weight 0 only the best source counts,
    with 1 all count in full.
    """
    ordered = sorted(scores, reverse=True)
    best = ordered[0]
    return best + math.log(sum(weight**place * math.exp(score - best) for place, score in enumerate(ordered)))


def best_by_source(extracts: Sequence[Extract]) -> list[Extract]:
    """Return the best extract of each independent source, in descending order of score.

    Articles that share an origin (`origins_of`), directly or through others, count as one source.
    """
    sources: list[tuple[set[tuple[str, str]], Extract]] = []
    for extract in extracts:
        origins = origins_of(extract)
        same = [source for source in sources if source[0] & origins]
        best = max([*(known for _, known in same), extract], key=lambda one: one.score)
        sources = [source for source in sources if not source[0] & origins]
        sources.append((origins.union(*(known for known, _ in same)), best))
    return sorted((best for _, best in sources), key=_descending)


def origins_of(extract: Extract) -> set[tuple[str, str]]:
    """Return the source, the sentence and the family of copies of an extract; sharing one makes two dependent."""
    head = extract.hit.head
    origins = {("source", head.source), ("sentence", sentence_of(extract))}
    return origins | {("family", head.family)} if head.family else origins


def sentence_of(extract: Extract) -> str:
    """Return the sentence of an extract on one line, for comparison with others."""
    return _on_one_line(text_at(extract.hit, sentence_at(extract.hit, extract.span)))


@lru_cache(maxsize=1_024)  # one sentence has many extracts, and each is asked for its sentence many times
def _on_one_line(sentence: str) -> str:
    return normalise_line(sentence)


def _descending(extract: Extract) -> float:
    return -extract.score


def _group_equal(read: Sequence[tuple[Extract, Meaning]]) -> list[Group]:
    """Group extracts with the same meaning."""
    groups: list[Group] = []
    for extract, meaning in read:
        same = next((members for known, members in groups if known.equals(meaning)), None)
        if same is None:
            groups.append((meaning, [extract]))
        else:
            same.append(extract)
    return groups


def _fold(groups: Sequence[Group], kind: Kind) -> Iterable[list[Extract]]:
    """Join each less specific group to the more specific one, where there is no doubt which that is.

    Names are ordered by how full they are, amounts and times by score.
    """
    home = {place: place for place in range(len(groups))}
    for place, (meaning, _) in enumerate(groups):
        fuller = [other for other, (known, _) in enumerate(groups) if other != place and meaning.part_of(known)]
        if fuller and all(_related(groups[one][0], groups[other][0]) for one in fuller for other in fuller):
            home[place] = fuller[0]
    joined: dict[int, list[Extract]] = {}
    for place, (_, members) in enumerate(groups):
        last, seen = place, {place}
        while home[last] not in seen:
            last = home[last]
            seen.add(last)
        joined.setdefault(last, []).extend(members)
    for place, members in joined.items():
        fullest = groups[place][1] if kind not in (Kind.NUMBER, Kind.DATE) else []
        members.sort(key=lambda extract: (extract not in fullest, -extract.score))
    return joined.values()


def _related(one: Meaning, other: Meaning) -> bool:
    return one.equals(other) or one.part_of(other) or other.part_of(one)
