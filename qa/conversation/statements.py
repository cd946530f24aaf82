"""A question as the statement that it takes for granted: "When did the Kurds capture the hill?", "the Kurds captured the hill"."""

from qa.conversation.clauses import read_clause
from qa.language.english import followups
from qa.language.verb import is_base, is_past, participle_of, past_of


def state(question: str, short: str | None = None) -> str | None:
    """Return the event that a question asks about, as a statement; None where it asks about none."""
    clause = read_clause(question)
    if clause is None:
        return None
    words = clause.rest.split()
    if not clause.aided:
        if clause.word == "how":
            return f"{clause.noun} {clause.verb} {clause.rest}".strip()
        if short:
            return f"{short} {clause.verb} {clause.rest}".strip()
        return f"{clause.rest} was {participle_of(clause.verb)}" if words else None
    verb = clause.verb.lower()
    at = next((place for place, word in enumerate(words) if place and (is_past(word) or is_base(word))), None)
    if at is None:
        return None
    while words[-1].lower() in followups.PREPOSITIONS and len(words) > at + 1:
        words.pop()
    subject, rest = " ".join(words[:at]), " ".join(words[at + 1 :])
    if verb == "did" and clause.word in ("when", "where", "why", ""):
        return f"{subject} {past_of(words[at])} {rest}".strip()
    if verb in ("was", "were") and clause.word in ("when", "where", "why", "how", "") and is_past(words[at]):
        return f"{subject} {verb} {words[at]} {rest}".strip()
    return None
