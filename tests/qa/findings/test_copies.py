"""Copies among the hits and in an answer: shown once, counted, and not independent."""

from dataclasses import replace
from datetime import UTC, datetime

from index.library import Library
from index.types import Article, Filters, Head, Hit, Passage, Span
from qa.answer import answer
from qa.findings.comparison.agreement import best_by_source
from qa.findings.finding import Extract
from qa.proof.citation import count_copies
from qa.search.retrieve import search
from qa.types import Question
from tests.conftest import NOW, fill, write_article
from tests.index.stories import STORY, first, other, sentences

ASKED = "How many tonnes of grain were waiting at sea for a berth in Qarun?"
DAY = datetime(2015, 3, 3, tzinfo=UTC)


def paper(name: str, text: str, day: int) -> Article:
    """Build an article of a paper."""
    return write_article(f"Qarun in {name}", text, f"2015-03-0{day}", source=name, id=name)


COPIES = [paper("wire", STORY, 3), paper("morning", f"{first(0.5)} {other(1, 60)}", 4), paper("evening", STORY, 5)]
APART = paper("radio", "Our reporter saw 4,000 tonnes of grain on the ships that lie before Qarun, she said.", 4)
ASIDE = [write_article(f"Other {n}", other(n), source="gazette") for n in range(10, 22)]


def test_one_passage_of_a_family_is_found(library: Library) -> None:
    """A search shows one passage of three copies, beside those of others; filtered by source, each copy is found."""
    fill(library, *COPIES, APART, *ASIDE)
    found = [hit.passage.article for hit in search(Question(ASKED, NOW), library, 10).hits]
    assert len({"wire", "morning", "evening"} & set(found)) == 1
    assert len([name for name in found if name in {"wire", "morning", "evening"}]) == 1
    assert "radio" in found
    for name in ("wire", "morning", "evening"):
        hits = search(Question(ASKED, NOW, Filters(sources=(name,))), library, 10).hits
        assert [hit.passage.article for hit in hits] == [name]


def test_the_copies_of_what_is_cited_are_counted(library: Library) -> None:
    """A citation counts the other members of its article's family, as of the time that is asked for."""
    fill(library, *COPIES, *ASIDE)
    for as_of, copies in (
        (None, 2),
        (datetime(2015, 3, 4, 12, tzinfo=UTC), 1),
        (datetime(2015, 3, 3, 12, tzinfo=UTC), 0),
    ):
        said = answer(Question(ASKED, NOW, Filters(as_of=as_of)), library)
        assert said.citations[0].family.copies == copies
        assert said.citations[0].family.independent == 1
        assert len(said.citations) == len({citation.quote for citation in said.citations})


def test_only_copies_that_carry_the_quote_are_counted_as_verbatim(library: Library) -> None:
    """A copy without the sentence counts as a copy, not as verbatim; each is compared as of the time asked for."""
    shorn = paper("shorn", f"{STORY.replace('4,000 tonnes', '4,100 tonnes')} {other(7, 20)}", 6)
    fill(library, *COPIES, shorn, *ASIDE)
    for as_of, copies, verbatim in (
        (None, 3, 2),
        (datetime(2015, 3, 4, 12, tzinfo=UTC), 1, 1),
        (datetime(2015, 3, 3, 12, tzinfo=UTC), 0, 0),
    ):
        cited = answer(Question(ASKED, NOW, Filters(as_of=as_of, sources=("wire",))), library).citations[0]
        assert "4,000 tonnes" in cited.quote
        assert (cited.family.copies, cited.family.verbatim) == (copies, verbatim)


def test_a_retracted_or_deleted_copy_counts_no_more(library: Library) -> None:
    """Retracted and deleted copies are left out of the count from the next question on."""
    fill(library, *COPIES, *ASIDE)
    with library.catalogue.write() as transaction:
        transaction.retract_article("morning", "It was wrong.", NOW)
    assert answer(Question(ASKED, NOW), library).citations[0].family.copies == 1
    with library.catalogue.write() as transaction:
        transaction.delete_article("evening", NOW)
    assert answer(Question(ASKED, NOW), library).citations[0].family.copies == 0


def make_hit(source: str, text: str, *, family: str | None = None, copies: int = 0) -> Hit:
    """Build a hit of a source's only article, whose text is one passage."""
    head = Head(f"Title in {source}", source, DAY, None, None, "en", (), DAY, None, family, copies)
    return Hit(Passage(len(source), f"article of {source}", 1, 0, len(text)), head, text, 1.0)


def extract(hit: Hit, score: float) -> Extract:
    """Take "4,000" from a hit."""
    start = hit.text.index("4,000")
    return Extract(hit, Span(start, start + 5), "4,000", score)


def test_a_family_counts_as_one_source() -> None:
    """Copies count as one source by their family, even if worded differently; an article of no family is another."""
    wire = extract(make_hit("wire", "Some 4,000 tonnes of grain waited.", family="fam_1", copies=1), 2.0)
    copy = extract(make_hit("evening", "Grain was waiting, 4,000 tonnes of it.", family="fam_1", copies=1), 1.0)
    apart = extract(make_hit("radio", "I counted 4,000 tonnes."), 0.5)
    assert best_by_source([wire, copy, apart]) == [wire, apart]
    alone = replace(copy, hit=replace(copy.hit, head=replace(copy.hit.head, family=None)))
    assert best_by_source([wire, alone, apart]) == [wire, alone, apart]


def test_copies_outside_of_the_family_count_by_their_sentence() -> None:
    """Members of the family count whether they are among the hits or not; other articles if they hold the sentence."""
    sentence = sentences(STORY)[2]
    cited = make_hit("wire", sentence, family="fam_1", copies=3)
    hits = [
        cited,
        make_hit("evening", sentence, family="fam_1", copies=3),
        make_hit("letter", f"They wrote: {sentence}"),
        make_hit("radio", "Grain waited."),
    ]
    assert count_copies(sentence, cited, hits) == 4
    assert count_copies(sentence, hits[2], hits) == 2
    assert count_copies("Grain waited.", hits[3], hits) == 0
