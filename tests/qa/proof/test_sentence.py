"""What is quoted for a span: whole sentences of its version, to the letter, with what they lean on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from qa.proof.sentence import clause_at, leans, quote_at, sentence_at, text_at
from tests.qa.pieces import take, write_hit

START = 500
TEXT = "It snowed on Monday. 😀 The YPG (of Kobane) won.\nThey had 𝔎 tanks. She left."
WORDS = st.lists(
    st.sampled_from(
        ["The", "town", "fell.", "He", "said", "“No”.", "\n", "😀", "𝔎", "Dr.", "e\u0301", "?", "  ", "中国。"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)


def quoted(part: str, text: str = TEXT) -> tuple[str, str]:
    """Return the sentence of a part of a text, and what is quoted for it."""
    extract = take(write_hit(text, start=START), part)
    return tuple(text_at(extract.hit, find(extract.hit, extract.span)) for find in (sentence_at, quote_at))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("part", "sentence", "quote"),
    [
        ("Monday", "It snowed on Monday.", "It snowed on Monday."),
        ("Kobane", "😀 The YPG (of Kobane) won.", "😀 The YPG (of Kobane) won."),
        ("tanks", "They had 𝔎 tanks.", "😀 The YPG (of Kobane) won.\nThey had 𝔎 tanks."),
        ("left", "She left.", "They had 𝔎 tanks. She left."),
        (
            "won.\nThey",
            "😀 The YPG (of Kobane) won.\nThey had 𝔎 tanks.",
            "😀 The YPG (of Kobane) won.\nThey had 𝔎 tanks.",
        ),
    ],
)
def test_a_span_is_quoted_with_its_sentence(part: str, sentence: str, quote: str) -> None:
    """The sentence is whole, and one that refers to the one before is quoted with it, unless it begins the passage."""
    assert quoted(part) == (sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "points"),
    [("He won.", True), ("“They won.", True), ("this is it", True), ("Hearts won.", False), ("The two won.", True),
     ("Theirs", True), ("", False), ("These", True), ("Ada won, he said.", False)],
)  # fmt: skip
def test_a_sentence_leans_by_its_first_word(sentence: str, points: bool) -> None:
    """Only a whole first word that points back makes a sentence lean on the one before."""
    assert leans(sentence) is points


@pytest.mark.parametrize(
    ("text", "part", "clause"),
    [
        ("Schools shut because of heavy snow, he said.", "snow", "because of heavy snow"),
        ("Schools shut due to the very heavy snow.", "snow", "due to the very heavy snow"),
        ("He quit after a row over taxes in May.", "row", "after a row over taxes in May"),
        ("Schools shut because of heavy wet snow.", "wet snow", "because of heavy wet snow"),
        ("Schools shut because of heavy wet snow.", "heavy wet snow", "heavy wet snow"),
        ("Heavy snow fell.", "snow", "snow"),
        ("Snow fell because, he said, of a long and cold and dark winter.", "winter", "winter"),
        ("It fell. Because of snow, schools shut.", "snow", "Because of snow"),
    ],
)
def test_a_scant_reason_is_said_with_its_clause(text: str, part: str, clause: str) -> None:
    """A word or two after "because" or "after" become the whole clause; other spans stay as they are."""
    extract = take(write_hit(text, start=START), part)
    assert text_at(extract.hit, clause_at(extract.hit, extract.span)) == clause


@given(WORDS, st.data())
def test_whatever_is_quoted_holds_the_span(text: str, data: st.DataObject) -> None:
    """Sentence, quote and clause of any span lie within the passage and contain it; the quote contains the sentence."""
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(START + start, START + data.draw(st.integers(start + 1, len(text))))
    if not text[start : span.end - START].strip():
        return
    hit = write_hit(text, start=START)
    sentence, quote, clause = sentence_at(hit, span), quote_at(hit, span), clause_at(hit, span)
    for inner, outer in ((span, clause), (sentence, quote), (clause, Span(START, START + len(text)))):
        assert outer.start <= inner.start < inner.end <= outer.end
    assert text_at(hit, quote) == text[quote.start - START : quote.end - START]
    stripped = text_at(hit, span).strip()
    assert stripped in text_at(hit, sentence)
