"""The sentence that a person reads where a question is declined."""

from qa.types import Answer, Reason

REASONS = {
    Reason.NOTHING_FOUND: "Nothing in the archive matches this question.",
    Reason.WEAK_EVIDENCE: "Nothing in the archive answers this question with enough certainty.",
    Reason.OUT_OF_RANGE: "The archive holds nothing from that time or those sources.",
    Reason.MODEL_DECLINED: "The language model found no answer in the passages.",
    Reason.NOTHING_VERIFIED: "No sentence of an answer could be verified.",
    Reason.MODEL_UNAVAILABLE: "The language model cannot be reached.",
    Reason.AMBIGUOUS: "This can mean several things. Which one do you mean?",
    Reason.NOT_A_QUESTION: "I answer questions from the articles in this archive, and cite each answer.",
}
EMPTY = "The archive holds no articles yet."


def explain(answer: Answer) -> str:
    """Return the sentence for a declined answer; empty if it was answered."""
    if answer.reason is None:
        return ""
    if not answer.index.articles:
        return EMPTY
    return f"{REASONS[answer.reason]} {answer.hint}" if answer.hint else REASONS[answer.reason]
