"""Scores of extracts: the reader's log odds with the passage's rank, the form of the span and other articles."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.types import Hit
from qa.findings.finding import Extract
from qa.findings.weighing import Weighing
from qa.question import Understood
from qa.reading.spans import Extract as Found
from qa.reading.spans import Reading
from qa.search.rerank import rerank
from tests.qa.pieces import ask, write_hit

TEXT = "Ada Lorn has run the harbour for 70 years, CNN said."


def read(*spans: tuple[str, float], text: str = TEXT, verdict: float | None = 2.0) -> Reading:
    """Return a reading with these spans of a text and their log odds."""
    found = (Found(text.index(span), text.index(span) + len(span), span, odds) for span, odds in spans)
    return Reading(tuple(found), -1.0, verdict)


def weigh(asked: Understood, hits: Sequence[Hit], readings: Sequence[Reading | None]) -> list[Extract]:
    """Score what was read of some hits."""
    return Weighing(asked, hits).weigh(readings)


def weigh_one(question: str, *spans: tuple[str, float]) -> list[Extract]:
    """Score spans of one passage that begins at 100."""
    return weigh(ask(question), [write_hit(TEXT, start=100)], [read(*spans)])


def test_an_extract_has_its_place_in_the_version() -> None:
    """Spans count from the beginning of the version, not of the passage."""
    (extract,) = weigh_one("Who has run the harbour?", ("Ada Lorn", 3.0))
    assert (extract.span.start, extract.span.end, extract.text) == (100, 108, "Ada Lorn")


def test_a_name_ends_with_its_short_form() -> None:
    """A short form in brackets after a name is part of the text; it changes neither the score nor the start."""
    plain, whole = "He joined the Harbour Pilots Guild in May.", "He joined the Harbour Pilots Guild (HPG) in May."
    (bare,), (full,) = (
        weigh(ask("Whom did he join?"), [write_hit(text, start=100)], [read(("Harbour Pilots Guild", 3.0), text=text)])
        for text in (plain, whole)
    )
    assert (full.text, full.span.start, full.span.end) == ("Harbour Pilots Guild (HPG)", 114, 140)
    assert full.score == bare.score


def test_a_side_is_named_without_its_score() -> None:
    """Asked who won, the score behind the side is no part of its name; asked for the result it stays."""
    text = "Holm Town 3-1 Tarn Rovers."
    for question, said in (("Who won?", "Holm Town"), ("What was the result?", "Holm Town 3-1")):
        (one,) = weigh(ask(question), [write_hit(text)], [read(("Holm Town 3-1", 3.0), text=text)])
        assert (one.text, one.span.start, one.span.end) == (said, 0, len(said))


def test_an_extract_of_another_kind_scores_lower() -> None:
    """Asked how many, a name scores lower than a number of the same odds; asked who, the other way round."""
    number, name = weigh_one("How many tides are there?", ("70 years", 3.0), ("Ada Lorn", 3.0))
    assert number.score > name.score
    number, name = weigh_one("Who is it?", ("70 years", 3.0), ("Ada Lorn", 3.0))
    assert number.score < name.score


def test_words_of_the_question_score_lower() -> None:
    """An extract that repeats words of the question scores lower than one that does not."""
    echo, fresh = weigh_one("What does Ada Lorn run?", ("Ada Lorn", 3.0), ("the harbour", 3.0))
    assert echo.score < fresh.score


def test_extracts_of_lower_ranks_score_lower() -> None:
    """Of two extracts with the same odds, the one from the passage that ranks higher scores higher."""
    texts = ("Ada Lorn runs it.", "Bo Fenn runs it.")
    hits = [write_hit(texts[0], score=2.0), write_hit(texts[1], article="b", score=-1.0)]
    readings = [read(("Ada Lorn", 3.0), text=texts[0]), read(("Bo Fenn", 3.0), text=texts[1])]
    first, second = weigh(ask("Who runs it?"), hits, readings)
    assert first.score > second.score


def test_what_other_articles_contain_scores_higher() -> None:
    """Of two extracts with the same odds, the one in the text or title of another article scores higher."""
    reading = read(("Ada Lorn", 3.0), ("CNN", 3.0), text="Ada Lorn or CNN")
    for other in (write_hit("So did CNN.", article="b"), write_hit("No.", article="b", title="CNN says so")):
        named, alone = write_hit("Ada Lorn or CNN", source="x"), None
        first, second = weigh(ask("Who?"), [named, other], [reading, alone])
        assert (first.text, second.text) == ("Ada Lorn", "CNN")
        assert second.score > first.score


def test_an_article_does_not_corroborate_itself() -> None:
    """A repetition in the same article, or in its own title, adds nothing to the score."""
    text = "Ada Lorn met Bo Fenn."
    hits = [write_hit(text, title="Bo Fenn"), write_hit("It was Bo Fenn.", start=99, title="Bo Fenn")]
    first, second = weigh(ask("Whom?"), hits, [read(("Ada Lorn", 3.0), ("Bo Fenn", 3.0), text=text), None])
    assert first.score == pytest.approx(second.score)


def test_the_agent_scores_higher() -> None:
    """Asked who freed the town, the subject of the verb scores higher than its object."""
    text = "Ada Lorn freed the town of Bo Fenn."
    first, second = weigh(
        ask("Who freed the town?"), [write_hit(text)], [read(("Ada Lorn", 3.0), ("Bo Fenn", 3.0), text=text)]
    )
    assert first.score > second.score


def test_a_part_of_a_word_is_not_the_word() -> None:
    """A passage about "Roman" does not corroborate "Rom"."""
    reading = read(("Rom", 3.0), ("Ada", 3.0), text="Rom or Ada")
    hits = [write_hit("Rom or Ada"), write_hit("Roman Adas.", article="b")]
    first, second = weigh(ask("Who?"), hits, [reading, None])
    assert first.score == pytest.approx(second.score)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many years has she run the harbour?", "70"),
        ("How old is the harbour?", "70"),
        ("How long has she run the harbour?", "70 years"),
        ("Since when?", "70 years"),
    ],
)
def test_an_amount_loses_the_unit_that_the_question_names(question: str, said: str) -> None:
    """Asked how many years, "70" answers; where the question does not name the unit it stays."""
    (extract,) = weigh_one(question, ("70 years", 3.0))
    assert extract.text == said
    assert extract.span.end - extract.span.start == len(said)


def test_a_rate_keeps_its_unit() -> None:
    """What was paid for each share is so much "a share", though the question names the unit."""
    text = "They get 4 crowns a share."
    hits, reading = [write_hit(text)], read(("4 crowns a share", 3.0), text=text)
    (extract,) = weigh(ask("How much did owners get per share?"), hits, [reading])
    assert extract.text == "4 crowns a share"


def test_passages_that_were_not_read_have_no_extracts() -> None:
    """A passage that was not read has no extracts and comes after those that were read."""
    hits = [write_hit(TEXT, article=name, score=0.0) for name in ("a", "b", "c")]
    readings = [read(verdict=-4.0), read(("Ada Lorn", 5.0), verdict=4.0), None]
    assert [extract.hit.passage.article for extract in weigh(ask("Who?"), hits, readings)] == ["b"]
    assert [hit.passage.article for hit in rerank(hits, readings)] == ["b", "a", "c"]


def test_a_passage_with_the_leading_answer_comes_before_one_without() -> None:
    """Of two passages that read alike, the one that holds the words of the surest extract of all comes first."""
    named, nameless = "The harbour has been run by Ada Lorn.", "The harbour has been run by a family."
    hits = [write_hit(nameless, "a", score=0.0), write_hit(named, "b", score=0.0), write_hit(TEXT, "c", score=-9.0)]
    readings = [read(verdict=1.0), read(verdict=1.0), read(("Ada Lorn", 6.0), verdict=6.0)]
    assert [hit.passage.article for hit in rerank(hits, readings)][:2] == ["b", "a"]


def test_nothing_read_is_nothing_reordered() -> None:
    """Without readings the hits keep their order."""
    hits: list[Hit] = [write_hit(TEXT, article=name) for name in ("a", "b")]
    assert rerank(hits, [None, None]) == hits
    assert rerank([], []) == []


def test_higher_odds_score_higher() -> None:
    """Of two equal spans the one with the higher log odds scores higher."""
    (unsure,), (sure,) = weigh_one("Who?", ("Ada Lorn", 1.0)), weigh_one("Who?", ("Ada Lorn", 6.0))
    assert unsure.score < sure.score


def test_a_span_after_a_better_one_scores_lower() -> None:
    """The second span of a passage scores lower than it would as the first."""
    alone, (_, behind) = weigh_one("Who?", ("Ada Lorn", 3.0)), weigh_one("Who?", ("CNN", 6.0), ("Ada Lorn", 3.0))
    assert behind.score < alone[0].score


def test_lower_case_words_score_lower_than_a_name() -> None:
    """Each word that begins with a lower-case letter lowers the score."""
    texts = ("grand old harbour", "Grand Old Harbour")
    (plain,), (name,) = (weigh(ask("What is it?"), [write_hit(text)], [read((text, 3.0), text=text)]) for text in texts)
    assert plain.score < name.score


def test_the_name_of_the_source_scores_lower() -> None:
    """A span that names its own source scores lower than the same words from another source."""
    (own,), (other,) = (
        weigh(ask("Who said so?"), [write_hit(TEXT, source=source)], [read(("CNN", 3.0))]) for source in ("CNN", "x")
    )
    assert own.score < other.score


def test_a_copy_does_not_corroborate_its_original() -> None:
    """The same words in another article of the family add nothing; in an article outside of it they do."""
    text = "It was Ada Lorn or Bo Fenn."
    hits = [write_hit(text), write_hit("Bo Fenn, then.", "b", title="Bo Fenn")]
    copies = [replace(hit, head=replace(hit.head, family="fam_1")) for hit in hits]
    said = [read(("Ada Lorn", 3.0), ("Bo Fenn", 3.0), text=text), None]
    ada, bo = weigh(ask("Who?"), copies, said)
    assert bo.score == pytest.approx(ada.score)
    ada, bo = weigh(ask("Who?"), hits, said)
    assert bo.score > ada.score


def test_the_rank_of_a_passage_counts_more_than_its_best_span() -> None:
    """A point of rank score counts for more than three of the log odds of the best span, and for less than twenty."""
    hits = [write_hit(TEXT, "a", score=2.0), write_hit(TEXT, "b", score=0.5)]
    order = [hit.passage.article for hit in rerank(hits, [read(("CNN", 0.0)), read(("CNN", 4.5))])]
    assert order == ["a", "b"]
    level = [replace(hit, score=1.0 + n / 2) for n, hit in enumerate(reversed(hits))]
    spans = [read(("CNN", 12.0)), read(("CNN", 0.0))]
    assert [hit.passage.article for hit in rerank(level, spans)] == ["b", "a"]
