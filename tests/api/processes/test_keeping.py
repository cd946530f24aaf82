"""Answers in the form in which they are kept: nothing is lost but what has been deleted."""

import json
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta

import pytest

from api.processes.keeping import pack, unpack
from api.wire.answers import AnswerBody, show_answer
from api.wire.history import show_kept
from api.wire.turns import TurnBody, read_turns
from index.catalogue.catalogue import Catalogue
from index.catalogue.history import KeptAnswer
from index.types import Filters, Hit, Passage, Span
from qa.language.polarity import Polarity
from qa.language.when import Precision, Resolved
from qa.proof.link import link_to
from qa.types import (
    Agreement,
    Answer,
    Citation,
    Dropped,
    Family,
    IndexState,
    Models,
    ReadCount,
    Reason,
    Sentence,
    ShortAnswer,
    Timings,
    Turn,
)
from tests.conftest import NOW, write_article

FERRY = "A ferry 🚢 sank off Corfu on Monday.\nTwelve people were saved."
BOAT = "Twelve passengers were saved from the boat, the coast guard said."
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture
def catalogue(catalogue: Catalogue) -> Catalogue:
    """A catalogue of two articles."""
    with catalogue.write() as transaction:
        for name, title, text in (("ferry", "A ferry sinks", FERRY), ("boat", "Rescue", BOAT)):
            url = f"https://example.org/{name}"
            transaction.put_article(write_article(title, text, id=name, url=url, authors="Ada Moro"), NOW)
            transaction.add_passages(name, 1, [Span(0, len(text))], [name.encode()])
    return catalogue


def cite(catalogue: Catalogue, n: int, article: str, start: int, end: int) -> Citation:
    """Return the citation of a span as an answer has it."""
    with catalogue.snapshot() as snapshot:
        said = snapshot.version(article, 1).article
    quote = said.text[start:end]
    return Citation(
        n, article, 1, said.title, said.source, said.authors, said.published, said.modified, said.url,
        link_to(said.url, quote), quote, start, end, Family(2, 1, 1), "corrected",
    )  # fmt: skip


@pytest.fixture
def answered(catalogue: Catalogue) -> Answer:
    """An answer with something in each of its fields that an answer can have."""
    one, two = cite(catalogue, 1, "ferry", 0, len(FERRY)), cite(catalogue, 2, "boat", 0, len(BOAT))
    return Answer(
        id="ans_1",
        question="How many?",
        reason=None,
        short="Twelve people",
        sentences=(Sentence(FERRY.replace("\n", " "), (1, 2)), Sentence(BOAT, (2,))),
        citations=(one, two),
        confidence=0.8123,
        near=(),
        dropped=(Dropped("", "the quote has changed"),),
        filters=Filters(LONG_AGO, NOW, NOW, ("example-times",), ("en",)),
        index=IndexState(2, 2, NOW, words_only=True),
        model=Models("model-a", "reader-4", "writer-1"),
        timings=Timings(1.5, 2.5, 3.5, 4.5, 12.0),
        findings=(
            ShortAnswer("Twelve people", (1, 2), 0.8123, Resolved(date(2015, 1, 26), Precision.DAY, "Monday", True)),
            ShortAnswer("Twelve passengers", (2,), 0.5),
        ),
        agreement=Agreement.DISAGREE,
        polarity=Polarity.YES,
        unanswered=("How many?",),
        evidence=0.9321,
        read=ReadCount(3, 10),
        asked="How many people were saved from the ferry?",
        suggestions=(),
        fallback=Reason.NOTHING_VERIFIED,
    )


@pytest.fixture
def declined(answered: Answer, catalogue: Catalogue) -> Answer:
    """A refusal with two nearest passages."""
    with catalogue.snapshot() as snapshot:
        found = snapshot.hits([1, 2])
    hits = [replace(found[n], score=0.0327868, lexical_rank=n, dense_rank=None, similarity=0.4) for n in (1, 2)]
    assert [hit.text for hit in hits] == [FERRY, BOAT]
    return replace(
        answered, reason=Reason.AMBIGUOUS, short=None, sentences=(), citations=(), findings=(), near=tuple(hits),
        agreement=Agreement.SINGLE, suggestions=("How many were saved?", "How many sank?"),
    )  # fmt: skip


def keep(catalogue: Catalogue, answer: Answer) -> KeptAnswer:
    """Keep an answer; return it as the catalogue has it."""
    with catalogue.write() as transaction:
        transaction.answers.keep([pack(answer, NOW)])
    with catalogue.snapshot() as snapshot:
        return snapshot.answers.get(answer.id, LONG_AGO)


def recall(catalogue: Catalogue, answer: Answer) -> Answer:
    """Return a kept answer as it is now."""
    with catalogue.snapshot() as snapshot:
        recalled = unpack(snapshot.answers.get(answer.id, LONG_AGO), snapshot)
    assert recalled is not None
    return recalled


def delete(catalogue: Catalogue, article: str) -> None:
    """Delete an article."""
    with catalogue.write() as transaction:
        assert transaction.delete_article(article, NOW)


def test_every_field_of_an_answer_is_kept(catalogue: Catalogue, answered: Answer, declined: Answer) -> None:
    """An answer, and a refusal, are shown as they were sent; a field added to `Answer` has to be kept as well.

    Corrections, hints and the closest sentence of a refusal have words of the corpus, which may be deleted; what small
    talk gets is not kept.
    """
    for field in fields(Answer):
        if field.name in ("corrected", "hint", "holdings", "talk", "perhaps"):
            continue
        default = () if field.default is MISSING else field.default
        assert any(getattr(answer, field.name) not in (default, None) for answer in (answered, declined)), field.name
    for answer in (answered, replace(declined, id="ans_2")):
        keep(catalogue, answer)
        assert show_answer(recall(catalogue, answer)) == show_answer(answer)


def test_details_have_no_word_of_an_article(catalogue: Catalogue, answered: Answer, declined: Answer) -> None:
    """What is stored beside the spans repeats neither text nor title, only what a relative date was called."""
    sentence = replace(answered, dropped=(Dropped(BOAT, "the quote has changed"),))
    stored = [keep(catalogue, answer).details for answer in (sentence, replace(declined, id="ans_2", suggestions=()))]
    texts = " ".join(strings_of(json.loads(one)) for one in map(str, stored))
    words = {word for text in (FERRY, BOAT, "A ferry sinks", "Rescue", "Ada Moro") for word in text.split()}
    assert words & set(texts.split()) <= {"people", "were", "saved", "from", "the", "Monday"}  # of the question, a date


def test_what_an_answer_said_from_a_deleted_article_is_gone(catalogue: Catalogue, answered: Answer) -> None:
    """Its citations, sentences and findings go, and so does the short answer; what remains keeps its numbers."""
    keep(catalogue, answered)
    delete(catalogue, "ferry")
    left = recall(catalogue, answered)
    assert [one.n for one in left.citations] == [2]
    assert left.sentences == (Sentence(BOAT, (2,)),)
    assert [one.text for one in left.findings] == ["Twelve passengers"]
    assert left.short is None
    assert words_of(show_answer(left)).isdisjoint({"Corfu", "sank", "sinks"})


def test_what_another_article_says_too_is_left(catalogue: Catalogue, answered: Answer) -> None:
    """A sentence is said in the words of its next citation, and a short answer stays if those words have it."""
    finding = ShortAnswer("saved", (1, 2), 0.5)
    keep(catalogue, replace(answered, sentences=answered.sentences[:1], short="saved", findings=(finding,)))
    delete(catalogue, "ferry")
    left = recall(catalogue, answered)
    assert (left.text, left.short) == (f"Yes. {BOAT} [2]", "saved")
    assert left.findings == (replace(finding, citations=(2,)),)


def test_what_proves_a_sentence_beside_its_own_quote_can_be_deleted(catalogue: Catalogue, answered: Answer) -> None:
    """The sentence stays with the citation that has its words."""
    keep(catalogue, answered)
    delete(catalogue, "boat")
    left = recall(catalogue, answered)
    assert left.sentences == (Sentence(FERRY.replace("\n", " "), (1,)),)
    assert (left.short, [one.citations for one in left.findings]) == ("Twelve people", [(1,)])


def test_deleted_passages_are_no_longer_near(catalogue: Catalogue, declined: Answer) -> None:
    """A refusal shows the other nearest passages."""
    keep(catalogue, declined)
    delete(catalogue, "ferry")
    (hit,) = recall(catalogue, declined).near
    assert isinstance(hit, Hit)
    assert (hit.text, replace(hit.passage, id=2)) == (BOAT, Passage(2, "boat", 1, 0, len(BOAT)))


def test_suggestions_from_the_archive_are_not_kept(catalogue: Catalogue, declined: Answer) -> None:
    """They may have words of articles; the meanings of an ambiguous question have those of the conversation."""
    keep(catalogue, replace(declined, reason=Reason.WEAK_EVIDENCE))
    assert recall(catalogue, declined).suggestions == ()


def test_an_answer_without_details_cannot_be_recalled(catalogue: Catalogue, answered: Answer) -> None:
    """An earlier Dateline kept nothing but citations."""
    kept = replace(pack(answered, NOW), details=None)
    with catalogue.snapshot() as snapshot:
        assert unpack(kept, snapshot) is None


def test_what_a_later_dateline_stored_can_be_read(catalogue: Catalogue, answered: Answer) -> None:
    """Details that this one does not know are ignored."""
    kept = pack(answered, NOW)
    later = json.loads(kept.details or "") | {"mood": "calm"}
    with catalogue.snapshot() as snapshot:
        recalled = unpack(replace(kept, details=json.dumps(later)), snapshot)
    assert recalled is not None
    assert show_answer(recalled) == show_answer(answered)


def strings_of(value: object) -> str:
    """Return all strings within a JSON value."""
    if isinstance(value, dict):
        return " ".join(map(strings_of, value.values()))
    return " ".join(map(strings_of, value)) if isinstance(value, list) else str(value)


def words_of(body: AnswerBody) -> set[str]:
    """Return the words of an answer in its wire format."""
    return set(strings_of(body.model_dump(mode="json")).replace(".", " ").split())


def test_no_word_of_an_article_is_kept_in_a_question_that_was_made(catalogue: Catalogue, answered: Answer) -> None:
    """A follow-up's whole question has words of an earlier reply: they are read from a quote, or not kept at all."""
    turns = [Turn("Who saved the passengers?", "Captain Zorro did.", "Zorro"), Turn("Where?", "Off Corfu.", "Corfu")]
    asked = replace(answered, question="And how many there?", asked="How many passengers were saved off Corfu?")
    kept = pack(asked, NOW, turns)
    assert "passengers" in (kept.details or "")  # typed by the user
    assert "Corfu" not in (kept.details or "")
    with catalogue.write() as transaction:
        transaction.answers.keep([kept])
    assert recall(catalogue, asked).asked == asked.asked
    delete(catalogue, "ferry")
    assert recall(catalogue, asked).asked is None

    choices = ("When was Zorro born?", "When?")
    unknown = replace(asked, id="ans_2", asked=choices[0], suggestions=choices, reason=Reason.AMBIGUOUS)
    kept = pack(unknown, NOW, turns)
    assert "Zorro" not in (kept.details or "")
    with catalogue.write() as transaction:
        transaction.answers.keep([kept])
    assert (recall(catalogue, unknown).asked, recall(catalogue, unknown).suggestions) == (None, ("When?",))


def test_a_hint_is_kept_without_words_of_articles(catalogue: Catalogue, declined: Answer) -> None:
    """What a follow-up leaves open, and which dates keep nothing, are said again; names of the archive are not kept."""
    turns = [
        Turn("Who saved the passengers?", "Captain Zorro did.", "Zorro"),
        Turn("Where?", "Nothing in the archive answers this question.", declined=True),
    ]
    kinds = [
        ("I cannot tell whom “he” means: I have no answer to “Where?”.", Filters(), True),
        ("I cannot tell whom “he” means: I have no answer to “Was Zorro there?”.", Filters(), False),
        ("The oldest article is of 2015-01-01, after until (1999-12-31).", Filters(until=LONG_AGO), True),
        ("No source is called 'x'. Known sources: 'example-times'.", Filters(sources=("x",)), False),
    ]
    for number, (hint, filters, kept) in enumerate(kinds):
        given = replace(declined, id=f"ans_{number}", hint=hint, filters=filters)
        with catalogue.write() as transaction:
            transaction.answers.keep([pack(given, NOW, turns)])
        assert recall(catalogue, given).hint == (hint if kept else None)


def test_an_answer_says_what_was_retracted_since(catalogue: Catalogue, answered: Answer) -> None:
    """Its citation has the note that a new answer would have, and the answer says so in a sentence."""
    answered = replace(answered, agreement=Agreement.SINGLE)
    keep(catalogue, answered)
    with catalogue.write() as transaction:
        transaction.retract_article("ferry", "It was wrong.", NOW)
    kept, recalled = keep(catalogue, answered), recall(catalogue, answered)
    assert [one.note for one in recalled.citations] == ["retracted", "corrected"]
    assert show_kept(kept, recalled).note == "The articles of 1 of 2 quotes have been retracted."
    turn = read_turns(
        [TurnBody.model_validate({"question": "How many?", "answer_id": recalled.id})], {recalled.id: recalled}
    )[0]
    assert (turn.reply, turn.short) == (
        f"{answered.sentences[0].text} {BOAT}",
        "Twelve people",
    )  # the boat says so, too
    with catalogue.write() as transaction:
        transaction.retract_article("boat", "It was wrong.", NOW)
    recalled = recall(catalogue, answered)
    turn = read_turns(
        [TurnBody.model_validate({"question": "How many?", "answer_id": recalled.id})], {recalled.id: recalled}
    )[0]
    assert (turn.reply, turn.short) == ("", None)
