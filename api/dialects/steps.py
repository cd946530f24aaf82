"""The steps of an answer that is given at once, for writers that write an answer step by step."""

from collections.abc import Iterator

from qa.types import Answer, Found, Proved, Step


def steps_of(answer: Answer) -> Iterator[Step]:
    """Yield the steps that show an answer: what was asked, the sentences, the answer itself."""
    yield Found((), answer.asked, answer.corrected)
    by_number = {citation.n: citation for citation in answer.citations}
    for place, sentence in enumerate(answer.sentences):
        polarity = None if place else answer.polarity
        yield Proved(sentence, tuple(by_number[n] for n in sentence.citations), polarity)
    yield answer
