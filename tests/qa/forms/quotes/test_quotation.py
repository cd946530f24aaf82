"""Quotations: who said the words, and what somebody said."""

from datetime import timedelta

import pytest

from qa.findings.compose import Composed
from qa.forms.quotes.attribution import is_said, keep_said
from qa.forms.quotes.quotation import find_speaker, find_teller, find_words
from qa.forms.statement import cite_statement, claim_of, draft_of, quote_of, read_statements
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import WEDNESDAY, write_hit


def terms(text: str) -> tuple[str, ...]:
    return tuple(word.strip(":.,“”\"'?").removesuffix("’s").removesuffix("'s").lower() for word in text.split())


@pytest.mark.parametrize(
    "text",
    [
        '"The bridge will hold for years," Ada Marlow said on Monday.',
        "“The bridge will hold for years,” said the engineer Ada Marlow.",
        'On Monday Ada Marlow told reporters: "The bridge will hold for years."',
        "The bridge “will hold for years”, town engineer Ada Marlow said on Monday.",
    ],
)
def test_the_speaker_of_the_very_words_is_named(text: str) -> None:
    composed = find_speaker("will hold for years", [write_hit(text)])
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "Ada Marlow"


def test_words_that_nobody_said_have_no_speaker() -> None:
    assert find_speaker("will fall this year", [write_hit('"The bridge will hold," Ada Marlow said.')]) is None


def test_a_reaction_is_the_words_and_not_where_they_were_written() -> None:
    hit = write_hit('Ada Marlow took to Chatter after the verdict on Reyes: "A sad day. We lose a friend of the town."')
    composed = find_words("Ada Marlow", "the verdict on Reyes", [hit], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "A sad day. We lose a friend of the town"


def test_words_of_another_are_no_reaction() -> None:
    hit = write_hit('"A sad day for us all," said Tom Reyes, who worked with Marlow in the harbour, of the verdict.')
    assert find_words("Ada Marlow", "the verdict", [hit], 3, terms) is None


def test_words_are_those_of_the_one_who_signs_them() -> None:
    """A dash and a name behind a quotation tell whose it is, and not whose the one before it is."""
    hit = write_hit(
        "“Thank you for it all, old friend Reyes of the harbour.”\n— Tom Dahl.\n“Reyes is a sailor’s sailor. He knows"
        " the sea.”\n— Ada Marlow, the first to sail round the cape."
    )
    composed = find_words("Ada Marlow", "Reyes", [hit], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "Reyes is a sailor’s sailor. He knows the sea"


def test_words_on_another_topic_are_none_on_this_one() -> None:
    """A quotation of the speaker that says nothing of the topic, and has it nowhere near, is not shown."""
    text = "The storm was near the town. It rained for a day here. The ships lay still in it. “Good day to you all,” "
    hit = write_hit(f"{text}Ada Marlow said at the start. She sat down with the others.")
    assert find_words("Ada Marlow", "storm", [hit], 3, terms) is None


def test_without_a_topic_the_newest_words_come_first() -> None:
    """What somebody said last, one quotation of each article, and none of them as the short answer."""
    said = [
        write_hit("Ada Marlow called the vote on Monday.", "c", published=WEDNESDAY + timedelta(days=9)),
        write_hit("“The mill is old,” Ada Marlow said.", "a"),
        write_hit("“The dam will hold,” said Ada Marlow. She sat down.", "b", published=WEDNESDAY + timedelta(days=3)),
        write_hit("“It will not,” said Tom Reyes.", "d", published=WEDNESDAY + timedelta(days=5)),
    ]
    composed = find_words("Ada Marlow", "", said, 3, terms)
    assert composed is not None
    assert [draft.citations[0].article for draft in composed.drafts] == ["b", "a"]
    assert composed.claims == ()


def test_the_chairman_of_another_body_is_not_the_speaker() -> None:
    """A speaker who is called by his post is the one of the body that the question names, by any of its names."""
    other = write_hit("“A recession may come,” Chairman Tom Reyes said.")
    same = write_hit("“A recession may come,” Federal Reserve Chairman Tom Reyes said.")
    assert find_words("the Fed chairman", "a recession", [other], 3, terms) is None
    assert find_words("the Fed chairman", "a recession", [same], 3, terms) is not None


def test_a_speaker_called_by_his_post_is_found_by_his_name() -> None:
    """Where a passage names the chairman, what it tells by his name alone is told by him."""
    hit = write_hit("Federal Reserve Chairman Tom Reyes met the press. “A recession may come,” Reyes said on Monday.")
    composed = find_words("the Fed chairman", "a recession", [hit], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "A recession may come"


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Ada Marlow, a sailor of note, said that Reyes was right.", "Reyes was right", True),
        ("Ada Marlow, a sailor of note, said that Reyes was right.", "a sailor of note", False),
        ("Tom Dahl said that Reyes feared Ada Marlow.", "Reyes feared", False),
        ("It is known that Ada Marlow said Reyes was right.", "Reyes was right", True),
        ("Reyes was right to sail, Ada Marlow said on Monday.", "right to sail", True),
        ("“Not done yet, Reyes,” said Tom Dahl, a friend of Ada Marlow.", "Not done yet", False),
    ],
)
def test_a_span_is_said_only_by_its_speaker(text: str, words: str, said: bool) -> None:
    """Words before the verb of saying, and those of somebody else, are not what the speaker said."""
    hit = write_hit(text)
    one = next(iter(read_statements([hit])))
    claim = claim_of(words, cite_statement(one, quote_of(one), [hit]), 0.5)
    assert is_said("Ada Marlow", "Reyes", claim, [hit], terms) is said


def test_what_somebody_else_said_is_no_short_answer() -> None:
    """A verdict on what somebody said keeps its sentence, and a short answer only in words of the one asked about."""
    hit = write_hit("“Not done yet, Reyes,” said Tom Dahl, a friend of Ada Marlow.")
    one = next(iter(read_statements([hit])))
    cited = cite_statement(one, quote_of(one), [hit])
    verdict = Verdict(
        (hit,), Composed((draft_of(cited),), (claim_of("Not done yet", cited, 0.5),), Agreement.SINGLE), 0.5, 0.9
    )
    assert keep_said("What did Tom Dahl say about Reyes?", verdict, terms) is verdict
    kept = keep_said("What did Ada Marlow say about Reyes?", verdict, terms)
    assert (kept.composed.claims, kept.composed.drafts) == ((), verdict.composed.drafts)


def test_without_a_topic_nothing_but_words_of_the_one_asked_about_is_left() -> None:
    """A sentence that is about somebody else's words says nothing of what this one said."""
    hit = write_hit("“Not done yet, Reyes,” said Tom Dahl, a friend of Ada Marlow.")
    one = next(iter(read_statements([hit])))
    cited = cite_statement(one, quote_of(one), [hit])
    for claims in ((), (claim_of("Not done yet", cited, 0.5),)):
        verdict = Verdict((hit,), Composed((draft_of(cited),), claims, Agreement.SINGLE), 0.5, 0.9)
        assert not keep_said("What did Ada Marlow say?", verdict, terms).enough


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("Holm would not allow a race between him and Ben Roy", "Ada Lorn"),
        ("Holm would allow a race between him and Ben Roy", None),
        ("Tarn had sold all its boats to Ben Roy", None),
    ],
)
def test_who_said_it_in_other_words_is_named_beside_the_quotation(told: str, speaker: str | None) -> None:
    """The proof holds both; a quotation that denies it, or shares little with what is told, says something else."""
    text = "“He is faster,” Ada Lorn said. “The town of Holm would not sanction a race between me and Ben Roy.”"
    weights = dict.fromkeys(set(terms(told)) - {"would", "not", "a", "and", "to", "its", "all", "him"}, 1.0)
    composed = find_teller(told, [write_hit(text)], terms, weights)
    assert (composed and composed.claims[0].proofs[0].text) == speaker
    assert composed is None or composed.drafts[0].citations[0].quote == text


def test_one_called_by_a_given_name_is_found_by_the_surname() -> None:
    """Articles say "Lorn said" of whom a question calls Laura; one whom they call Laura stays so."""
    lorn = write_hit(
        'Laura Lorn played on Monday. Lorn said of the coach Tom Reyes: "He is why I still play," and left.'
    )
    composed = find_words("Laura", "Tom Reyes", [lorn], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "He is why I still play"
    ada = write_hit(
        'Laura Lorn sang on Monday. Laura said of the coach Tom Reyes: "He is why I still sing," and Laura left.'
    )
    sung = find_words("Laura", "Tom Reyes", [ada], 3, terms)
    assert sung is not None
    assert sung.claims[0].proofs[0].text == "He is why I still sing"
