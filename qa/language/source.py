"""Names of sources: those that a filter matches, and those that a question names."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.language.english.world import sources as english

_NAME_END = re.compile(r"(?<=\S)(?!(?<=\w)\w)")
_DOMAIN = re.compile(r"\.(?:com|org|net|info|news|co\.uk|co|uk|de|fr|eu|example)$")
_BLANK_OR_HYPHEN = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The characters `[start, end)` of a question that name a source, if there is one called `name`."""

    start: int
    end: int
    name: str


def match_sources(wanted: Iterable[str], sources: Sequence[str]) -> tuple[str, ...]:
    """Return the sources that names match: the one of exactly that name, else all that differ in case alone.

    A name that no source has is returned as it is, and selects nothing.
    """
    if not (names := tuple(wanted)):
        return ()
    exact, alike = set(sources), _group(sources, str.casefold)
    matched = ([name] if name in exact else alike.get(name.casefold(), [name]) for name in names)
    return tuple(dict.fromkeys(source for group in matched for source in group))


def may_name_source(text: str) -> bool:
    """Return whether a question may name a source: most do not, so that the list of sources is not needed."""
    return next(_phrases(text), None) is not None


def find_sources(text: str, sources: Iterable[str], *, cased: bool = True) -> tuple[tuple[str, ...], str]:
    """Return the sources that a question names, and the question without the phrases that name them.

    Names match in any case, with spaces for hyphens and without their domain. Of several names the longest counts.
    Where several sources match, it is the one with exactly that spelling, else all of them; all of them, too, where the
    question is not `cased`: typed all in capitals, it spells none of them.
    """
    named = _group(sources, _spoken)
    longest = max(map(len, named), default=0)
    known = [one for one in _phrases(text) if len(_spoken(one.name)) <= longest and _spoken(one.name) in named]
    if not known:
        return (), text
    by_place = {one.start: one for one in sorted(known, key=_length)}  # of those that begin in one place, the longest
    name = _spoken(max(by_place.values(), key=_length).name)
    phrases = [one for one in by_place.values() if _spoken(one.name) == name]
    spelled = {one.name for one in phrases} if cased else set()
    exact = tuple(source for source in named[name] if source in spelled)
    return exact or tuple(named[name]), _without(text, phrases)


def _phrases(text: str) -> Iterator[Phrase]:
    """Yield what may name a source, with every possible end: "according to the Example Times", "did CNN report"."""
    ends = [match.start() for match in _NAME_END.finditer(text)]
    for begun in english.ACCORDING.finditer(text):
        for start in _starts(begun):
            yield from (Phrase(begun.start(), end, text[start:end]) for end in ends if end > start)
    for begun in english.DOES.finditer(text):
        for start in _starts(begun):
            for says in english.SAYS.finditer(text, start):
                yield Phrase(begun.start(), says.end(), text[start : says.start()])


def _starts(begun: re.Match[str]) -> set[int]:
    """Return where the name may begin: at its article, at the word "source", or after them."""
    return {begun.end(), *(begun.start(name) for name in ("the", "source") if begun[name])}


def _spoken(name: str) -> str:
    """Return a name in the form that is compared: without case and domain, with spaces for hyphens."""
    return _BLANK_OR_HYPHEN.sub(" ", _DOMAIN.sub("", name.casefold()))


def _group(names: Iterable[str], key: Callable[[str], str]) -> Mapping[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return dict(groups)


def _length(phrase: Phrase) -> int:
    return len(phrase.name)


def _without(text: str, phrases: Iterable[Phrase]) -> str:
    for one in sorted(phrases, key=lambda phrase: phrase.start, reverse=True):
        text = f"{text[: one.start]} {text[one.end :]}"
    return " ".join(text.split())
