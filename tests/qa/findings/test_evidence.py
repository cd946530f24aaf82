"""Sentences that answer without a reader: their features, their order, and what of them is shown."""

from datetime import UTC, datetime

import pytest

from index.library import Library
from index.types import Article, Filters
from qa.answer import answer
from qa.findings.confidence import SearchSignals, judge
from qa.findings.evidence import gather, holds_kind
from qa.question import Kind
from qa.types import Answer, Question
from tests.conftest import NOW, fill, write_article
from tests.qa.pieces import ask as understood
from tests.qa.pieces import write_hit

ASIDE = [
    write_article(f"Recipe {n}", f"Recipe {n} needs flour, sugar and {n} eggs. Bake it for an hour.", source="kitchen")
    for n in range(2, 12)
]


def ask(library: Library, question: str, *articles: Article, limit: int = 3) -> Answer:
    """Ask a question of some articles among others that are unrelated."""
    fill(library, *articles, *ASIDE)
    return answer(Question(question, NOW, max_sentences=limit), library)


@pytest.mark.parametrize(
    ("kind", "text", "holds"),
    [
        (Kind.NUMBER, "Some 1,200 people fled.", True),
        (Kind.NUMBER, "Dozens fled.", True),
        (Kind.NUMBER, "People fled.", False),
        (Kind.DATE, "It fell on Monday.", True),
        (Kind.DATE, "It fell at last.", False),
        (Kind.REASON, "It fell because the roof was weak.", True),
        (Kind.REASON, "It fell.", False),
        (Kind.PERSON, "The town was freed by Azad.", True),
        (Kind.PERSON, "The town of Kobane was freed.", False),
    ],
)
def test_a_kind_is_seen_in_a_sentence(kind: Kind, text: str, holds: bool) -> None:
    """Numbers, dates, reasons and names are recognised, but no name that occurs in the question."""
    assert holds_kind(kind, text, frozenset({"who", "freed", "kobane"})) is holds


def test_the_sentence_that_answers_comes_first(library: Library) -> None:
    """Of an article's sentences, the one with the question's words and the kind it asks for is shown first."""
    text = "Kobane lies on the border. The town was besieged for months. Kobane was liberated on 26 January 2015."
    said = ask(library, "When was Kobane liberated?", write_article("Kobane", text))
    assert said.status == "answered"
    assert said.sentences[0].text == "Kobane was liberated on 26 January 2015."
    assert said.citations[0].quote == text[said.citations[0].start : said.citations[0].end]


def test_a_sentence_that_refers_back_is_quoted_with_the_one_before(library: Library) -> None:
    """Where the first word is a pronoun, the quote begins with the sentence before it."""
    text = "Laila Haddad leads the relief agency. She said 400 tonnes of flour reached the besieged harbour of Qarun."
    said = ask(library, "How many tonnes of flour reached the harbour of Qarun?", write_article("Qarun relief", text))
    assert said.sentences[0].text == text


def test_no_more_sentences_than_asked_for(library: Library) -> None:
    """No answer has more sentences than the limit, and none repeats another."""
    text = " ".join(f"The quake in Lorn killed {n} people in the village of Ard{n}." for n in range(3, 9))
    one = ask(library, "How many people did the quake in Lorn kill?", write_article("Quake in Lorn", text), limit=1)
    assert len(one.sentences) == 1
    assert len({sentence.text for sentence in one.sentences}) == len(one.sentences)


def test_copies_of_a_sentence_are_counted(library: Library) -> None:
    """A sentence that other articles contain verbatim is one citation, with the copies counted."""
    sentence = "The Kurdish fighters of the YPG liberated Kobane on Monday."
    copies = [
        write_article(f"Kobane free {n}", f"{sentence} That is what agency number {n} reports.", source=f"paper-{n}")
        for n in range(3)
    ]
    said = ask(library, "Who liberated Kobane on Monday?", *copies, limit=1)
    assert said.citations[0].family.copies == 2


def test_an_unanswerable_question_is_declined_with_what_is_near(library: Library) -> None:
    """A question about which the articles say nothing gets no sentence, but the nearest passages."""
    said = ask(library, "Who won the chess championship in Reykjavik?", write_article("Kobane", "Kobane was freed."))
    assert (said.status, said.sentences, said.citations) == ("declined", (), ())
    assert said.near


def test_confidence_grows_with_every_signal() -> None:
    """Stronger signals make an answer more probable, and the result is a probability."""
    weak, strong = SearchSignals(0.3, 0.2, 3, 0, 4), SearchSignals(0.9, 0.8, 14, 1, 4)
    assert 0 < judge(weak) < judge(strong) < 1
    assert judge(SearchSignals(0.3, 0.2, 3, 1, 4)) > judge(weak)
    assert judge(SearchSignals(0, 0, -1e9, 0, 4)) >= 0


def test_the_time_of_asking_decides_what_is_found(library: Library) -> None:
    """Asked as of a day before an article, the question is not answered from it."""
    article = write_article("Kobane", "The YPG liberated Kobane on Monday.", "2015-01-27")
    fill(library, article, write_article("Before", "Kobane is besieged by militants.", "2014-10-01"), *ASIDE)
    early = Question("Who liberated Kobane?", NOW, Filters(as_of=datetime(2014, 11, 1, tzinfo=UTC)))
    assert all(hit.passage.article != article.id for hit in answer(early, library).near)
    assert all(citation.article != article.id for citation in answer(early, library).citations)


def test_each_sentence_is_measured_by_its_own_words(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its terms, those only around it and those of its passage are weighted shares; kind and rank are its own."""
    monkeypatch.setattr(library.lexicon, "weigh_terms", lambda _: {"mayor": 3.0, "bridg": 1.0})
    hits = [
        write_hit("The mayor came. It was Ada Lorn who opened a bridge.", title="Mayor", start=90),
        write_hit("Nothing happened.", "b"),
    ]
    found = gather(understood("Who is the mayor of the bridge?"), hits, library)
    first, second, third = sorted(found, key=lambda one: (one.hit.passage.article, one.span.start))
    assert (first.features.overlap, first.features.around, first.features.passage) == (0.75, 0.25, 1.0)
    assert (second.features.overlap, second.features.around, second.features.passage) == (0.25, 0.75, 1.0)
    assert [one.features.kind for one in (first, second, third)] == [0.0, 1.0, 0.0]
    assert [one.features.rank for one in (first, second, third)] == [1.0, 1.0, 0.5]
    assert (first.before, second.before, second.span.start) == (None, first.span, 106)
