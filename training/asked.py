"""Turn statements into the questions that they answer with yes, and into what denies them."""

import re
from functools import lru_cache

from lemminflect import getAllLemmas, getInflection

_AUXILIARY = re.compile(
    r"is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|did|do|(?:is|was|were)n't"
)
_LOWERED = re.compile(
    r"the|an?|this|that|these|those|s?he|it|they|his|her|its|their|there|some|many|one|two|three|in|on|at"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BROKEN = re.compile(r"[;:]|\bwho\b|\bwhich\b|\bthat\b")


def ask(claim: str) -> str | None:
    """Return the yes/no question that a claim answers with yes, None where its verb is not plain to see.

    "Ada Park bought the mill." becomes "Did Ada Park buy the mill?", "The mill was sold." becomes "Was the mill sold?".
    """
    claim = claim.strip().rstrip(".")
    found = _verb_of(claim)
    if found is None or claim.endswith("?"):
        return None
    at, verb, auxiliary, plain = found
    subject, rest = claim[:at].strip(), claim[at + len(verb) :].strip()
    if not subject or _BROKEN.search(subject):
        return None
    first = subject.split()[0]
    subject = first.lower() + subject[len(first) :] if _LOWERED.fullmatch(first.lower()) else subject
    return " ".join(part for part in (auxiliary.capitalize(), subject, plain, rest) if part) + "?"


def deny(sentence: str) -> str | None:
    """Return a sentence with its verb denied, "did not buy" for "bought"; None where its verb is not plain to see."""
    found = _verb_of(sentence)
    if found is None or re.match(r"\s+not\b", sentence[found[0] + len(found[1]) :]):
        return None
    at, verb, auxiliary, plain = found
    return f"{sentence[:at]}{auxiliary} not{f' {plain}' if plain else ''}{sentence[at + len(verb) :]}"


def _verb_of(text: str) -> tuple[int, str, str, str] | None:
    """Return place and form of the first verb, its auxiliary, and the plain form that is left behind that."""
    for match in _WORD.finditer(text):
        word = match.group()
        if match.start() == 0:
            continue
        if _AUXILIARY.fullmatch(word):
            return (match.start(), word, word, "") if "n't" not in word else None
        if word[0].isupper():
            continue
        if plain := _past(word):
            return match.start(), word, "did", plain
        if plain := _present(word):
            return match.start(), word, "does", plain
    return None


@lru_cache(maxsize=50_000)
def _past(word: str) -> str | None:
    lemmas = getAllLemmas(word)
    if set(lemmas) - {"VERB", "AUX"} and not (word.endswith("ed") and "NOUN" not in lemmas):
        return None
    return next((lemma for lemma in lemmas.get("VERB", ()) if word in getInflection(lemma, tag="VBD")), None)


@lru_cache(maxsize=50_000)
def _present(word: str) -> str | None:
    lemmas = getAllLemmas(word)
    if set(lemmas) != {"VERB"} or not word.endswith("s"):
        return None
    return next((lemma for lemma in lemmas["VERB"] if word in getInflection(lemma, tag="VBZ")), None)
