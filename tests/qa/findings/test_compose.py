"""The draft of an answer: sentences with their citations, in their order, and the short answers."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import normalise_line
from qa.findings.comparison.agreement import group
from qa.findings.compose import Composed, compose_findings
from qa.findings.finding import Extract
from qa.question import Kind, Understood
from qa.types import Agreement, Family
from tests.qa.pieces import WEDNESDAY, ask, read, take, write_hit

WHO = ask("Who freed the town?")
YPG = read("It snowed. The YPG freed the town.", "YPG", 3.0, "a")
UNITS = read("Fighters of the YPG hold the town.", "YPG", 2.0, "b")
COPY = read("The YPG freed the town. So it says.", "YPG", 2.5, "c")
THIRD = read("The town is held by the YPG.", "YPG", 1.5, "d")
FOURTH = read("The YPG has it.", "YPG", 1.0, "e")


def composed(asked: Understood, *extracts: Extract, limit: int = 3) -> Composed:
    """Return the answer that some extracts give."""
    hits = list(dict.fromkeys(extract.hit for extract in extracts))
    return compose_findings(group(extracts, asked.kind), hits, asked, limit)


def said(found: Composed) -> list[str]:
    """Return the sentences of an answer in order."""
    return [draft.text for draft in found.drafts]


def short(found: Composed) -> list[str]:
    """Return the text of each claim's first proof."""
    return [claim.proofs[0].text for claim in found.claims]


def test_no_findings_give_no_answer() -> None:
    """Without findings there are no drafts and no claims."""
    assert composed(WHO) == Composed((), (), Agreement.SINGLE)


def test_one_answer_is_one_sentence_with_further_sources() -> None:
    """The sentence with the best score leads; two independent sources are cited with it, copies only counted."""
    found = composed(WHO, UNITS, COPY, YPG, FOURTH, THIRD)
    (draft,) = found.drafts
    assert draft.text == "The YPG freed the town."
    assert [citation.article for citation in draft.citations] == ["a"]
    assert [citation.article for citation in draft.corroborating] == ["b", "d"]
    assert draft.citations[0].family == Family(independent=4, copies=1)
    assert short(found) == ["YPG"]
    assert [proof.citation.article for proof in found.claims[0].proofs] == ["a", "b", "d"]
    assert found.agreement is Agreement.SINGLE


def test_a_sentence_that_refers_back_is_shown_with_the_one_before() -> None:
    """The quote of "they freed it" begins with the sentence that says who "they" are."""
    found = composed(WHO, read("The YPG came in May. They freed the town.", "freed", 2.0))
    assert said(found) == ["The YPG came in May. They freed the town."]
    assert found.drafts[0].citations[0].start == 0


def test_numbers_that_disagree_are_all_shown() -> None:
    """Two tolls of one day are two sentences and two claims, each with its own citation."""
    first = take(write_hit("It killed 412.", "a", published=WEDNESDAY.replace(hour=4)), "412", 2.0)
    second = take(write_hit("The toll is 1,013.", "b"), "1,013", 1.8)
    found = composed(ask("How many people were killed?"), first, second)
    assert said(found) == ["It killed 412.", "The toll is 1,013."]
    assert short(found) == ["412", "1,013"]
    assert found.agreement is Agreement.DISAGREE
    assert [draft.citations[0].published.hour for draft in found.drafts] == [4, 10]


def test_a_list_from_two_sentences() -> None:
    """Several answers are shown by the sentences that contain them; one that contains two is shown once."""
    hit = write_hit("Mali joined, while Chad did later.", "a")
    other = read("Niger came too.", "Niger", 1.9, "b")
    found = composed(ask("Which countries joined?"), take(hit, "Mali", 2.0), take(hit, "Chad", 1.95), other)
    assert said(found) == ["Mali joined, while Chad did later.", "Niger came too."]
    assert short(found) == ["Mali", "Chad", "Niger"]
    assert found.agreement is Agreement.LIST


def test_an_answer_in_a_sentence_already_shown_gets_no_other() -> None:
    """An answer in a sentence shown for another is proved by that, even if its own sentence has a better score."""
    hit = write_hit("Mali joined, while Chad did later.", "a")
    own = read("Chad is a member now.", "Chad", 1.9, "b")
    found = composed(ask("Which countries joined?"), take(hit, "Mali", 3.0), take(hit, "Chad", 1.8), own)
    assert said(found) == ["Mali joined, while Chad did later."]
    assert [[proof.citation.article for proof in claim.proofs] for claim in found.claims] == [["a"], ["a"]]


def test_another_version_proves_nothing() -> None:
    """An extract of another version than the one cited is no proof, though its span and text are the same."""
    first, second = (take(write_hit("Mali joined.", "a", version=number), "Mali", 3.0 - number) for number in (1, 2))
    (claim,) = composed(ask("Who joined?"), first, second).claims
    assert [proof.citation.version for proof in claim.proofs] == [1]


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_no_more_sentences_than_wanted(limit: int) -> None:
    """Findings beyond the limit are neither shown nor claimed."""
    names = ("Mali", "Chad", "Niger")
    found = composed(ask("Which countries joined?"), *(read(f"{n} joined.", n, 2.0, n) for n in names), limit=limit)
    assert len(found.drafts) == min(limit, 3)
    assert short(found) == list(names[:limit])


def test_yes_or_no_has_no_short_answer() -> None:
    """A yes-or-no question is answered by sentences, whatever span was read."""
    found = composed(ask("Did the YPG free the town?"), YPG, UNITS)
    assert said(found)[0] == "The YPG freed the town."
    assert (found.claims, found.agreement) == ((), Agreement.SINGLE)


def test_a_day_is_claimed_with_the_date_that_it_means() -> None:
    """A relative day comes with its date; a full date, or a day that answers another kind of question, does not."""
    text = "The town fell on Monday, not on 20 January 2015."
    for part, day in (("Monday", date(2015, 1, 26)), ("20 January 2015", None)):
        (claim,) = composed(ask("When did the town fall?"), read(text, part)).claims
        resolved = claim.proofs[0].resolved
        assert (resolved and resolved.day) == day
    (claim,) = composed(ask("What fell?"), read(text, "Monday")).claims
    assert claim.proofs[0].resolved is None


def test_a_reason_is_claimed_with_its_clause() -> None:
    """A reason of one word is shown with its clause, from "because" on, within the quote that proves it."""
    found = composed(ask("Why were schools shut?"), read("Schools were shut because of heavy snow.", "snow"))
    assert short(found) == ["because of heavy snow"]
    assert found.claims[0].proofs[0].text in found.claims[0].proofs[0].citation.quote


def test_a_further_sentence_does_not_repeat_one() -> None:
    """A finding within the margin adds a sentence, unless it has mostly the same words, and no claim."""
    asked = ask("What did the mayor say?")
    best = read("He said that taxes will rise in May.", "taxes will rise", 3.0, "a")
    again = read("Taxes will rise in May, he said that.", "in May", 2.9, "b")
    other = read("He praised the new bridge.", "the new bridge", 2.8, "c")
    found = composed(asked, best, again, other)
    assert said(found) == ["He said that taxes will rise in May.", "He praised the new bridge."]
    assert short(found) == ["taxes will rise"]


def test_two_quotes_that_share_a_sentence_are_one() -> None:
    """Neighbouring sentences of which the second refers back to the first are one quote for both answers."""
    hit = write_hit("Mali joined in May. It was followed by Chad.", start=90)
    found = composed(ask("Which countries joined?"), take(hit, "Chad", 2.0), take(hit, "Mali", 1.9))
    assert said(found) == ["Mali joined in May. It was followed by Chad."]
    assert short(found) == ["Chad", "Mali"]
    hit = write_hit("Mali joined. They were three. They came with Chad.", start=90)
    found = composed(ask("Which countries joined?"), take(hit, "three", 2.0), take(hit, "Chad", 1.9))
    assert said(found) == ["Mali joined. They were three. They came with Chad."]


SENTENCES = ("Mali joined on Monday. ", "They met 412 people. ", "😀 Chad, Niger and Peru left;\n", "It killed 1,013. ")


@given(
    st.lists(
        st.tuples(st.permutations(SENTENCES), st.integers(0, 90), st.integers(1, 20), st.floats(-4, 4)), max_size=8
    ),
    st.sampled_from(Kind),
    st.integers(0, 4),
)
def test_whatever_was_read_every_quote_holds(
    parts: list[tuple[Sequence[str], int, int, float]], kind: Kind, limit: int
) -> None:
    """Quotes are the text of their article, sentences are their first quotes, and proofs lie within citations."""
    extracts = []
    for n, (order, start, size, score) in enumerate(parts):
        hit = write_hit("".join(order), f"a{n % 5}" if n < 5 else f"b{n}", start=7 * n, source=f"s{n % 3}")
        words = hit.text[start : start + size].strip()
        if words:
            extracts.append(take(hit, words, score))
    found = composed(ask("Which countries joined?", kind), *extracts, limit=limit)
    texts = {extract.hit.passage.article: extract.hit for extract in extracts}
    cited = [citation for draft in found.drafts for citation in (*draft.citations, *draft.corroborating)]
    assert len(found.drafts) <= limit
    for citation in cited:
        hit = texts[citation.article]
        assert citation.quote == hit.text[citation.start - hit.passage.start : citation.end - hit.passage.start]
    assert all(draft.text == normalise_line(draft.citations[0].quote) for draft in found.drafts)
    for proof in (proof for claim in found.claims for proof in claim.proofs):
        assert proof.citation in cited
        assert proof.text in proof.citation.quote
