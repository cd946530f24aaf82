"""Forms of English verbs: "won" is the past tense of "win", "liberated" of "liberate"."""

import re

from qa.language.english import verbs as english

_BASES = {form: base for base, past, participle in english.IRREGULAR for form in (participle, past)}
_PASTS = {base: past for base, past, _ in english.IRREGULAR}
_PARTICIPLES = {past: participle for _, past, participle in english.IRREGULAR}
_OF_PARTICIPLES = {participle: past for _, past, participle in english.IRREGULAR}
_DONE = frozenset(participle for _, _, participle in english.IRREGULAR)
_SHORT = re.compile(rf"[^aeiou]+[aeiou][{''.join(sorted(english.DOUBLED))}]|kidnap|admit|prefer|occur|regret")
_SHORTEST = 4  # letters of a regular past tense: "died"


def is_past(word: str) -> bool:
    """Return whether a word is a verb in the past tense, or a participle like it: "won", "liberated"."""
    lower = word.lower()
    return (
        lower in _BASES
        or lower in _DONE
        or (len(lower) >= _SHORTEST and lower.endswith("ed") and lower not in english.NOT_PAST and word[0].islower())
    )


def is_base(word: str) -> bool:
    """Return whether a word is a verb that is known, in its base form."""
    return word in english.REGULAR or word in _PASTS


def base_of(past: str) -> str:
    """Return the base form of a verb in the past tense: "win" for "won"; of an unknown one the likeliest form."""
    lower = past.lower()
    if lower in _BASES:
        return _BASES[lower]
    if not lower.endswith("ed"):
        return lower
    stem = lower[:-2]
    forms = (stem, lower[:-1], stem[:-1], f"{stem[:-1]}y")
    if known := next((form for form in forms if form in english.REGULAR), None):
        return known
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if stem[-1:] == stem[-2:-1] and stem[-1:] in english.DOUBLED and not stem.endswith("ll"):
        return stem[:-1]
    return f"{stem}e" if stem.endswith(english.WITH_E) and not stem.endswith("ss") else stem


def past_of(base: str) -> str:
    """Return the past tense of a verb in its base form: "went" for "go"."""
    lower = base.lower()
    if lower in _PASTS:
        return _PASTS[lower]
    if lower.endswith("e"):
        return f"{lower}d"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{lower[:-1]}ied"
    return f"{lower}{lower[-1]}ed" if _SHORT.fullmatch(lower) else f"{lower}ed"


def participle_of(past: str) -> str:
    """Return the past participle of a verb in the past tense: "written" for "wrote"."""
    return _PARTICIPLES.get(past.lower(), past.lower())


def past_of_participle(participle: str) -> str:
    """Return the past tense of a verb in its past participle: "wrote" for "written", "killed" for "killed"."""
    return _OF_PARTICIPLES.get(participle.lower(), participle.lower())
