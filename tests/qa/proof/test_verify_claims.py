"""A short answer needs a quote that holds; where one does not, a corroborating citation takes its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import make_article
from index.catalogue.catalogue import Catalogue
from index.types import Span
from qa.language.when import Precision, Resolved
from qa.proof.citation import cite
from qa.proof.verify import Claim, Draft, Proof, Verified, verify
from qa.types import Agreement, Citation, Dropped, Family
from tests.conftest import NOW
from tests.qa.pieces import WEDNESDAY, write_hit

TEXTS = {"a": "The YPG freed the town.", "b": "Fighters of the YPG hold it.", "c": "On Monday, six 😀 fell."}
MONDAY = Resolved(WEDNESDAY.date(), Precision.DAY, "Monday", relative=True)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue of three articles."""
    opened = Catalogue(tmp_path)
    with opened.write() as transaction:
        for article, text in TEXTS.items():
            fields = {"id": article, "title": "T", "text": text, "published": "2015-01-27"}
            transaction.put_article(make_article(fields), NOW)
    yield opened
    opened.close()


def quote(article: str, independent: int = 1) -> Citation:
    """Cite the whole text of an article."""
    text = TEXTS[article]
    return cite(write_hit(text, article), Span(0, len(text)), Family(independent))


A, B, C = (quote(article, 3) for article in TEXTS)
SAID = Draft(TEXTS["a"], (A,), (B, C))
WHO = Claim((Proof("YPG", A), Proof("the YPG", B)), 0.7)


def check(
    catalogue: Catalogue, *drafts: Draft, claims: tuple[Claim, ...] = (), agreement: Agreement = Agreement.SINGLE
) -> Verified:
    """Check drafts and claims against the catalogue as it is now."""
    with catalogue.snapshot() as snapshot:
        return verify(drafts, snapshot, claims, agreement)


def delete(catalogue: Catalogue, article: str) -> None:
    """Take an article out of the catalogue."""
    with catalogue.write() as transaction:
        transaction.delete_article(article, NOW)


def test_corroborating_citations_that_hold_are_cited_after_the_sentence(catalogue: Catalogue) -> None:
    """Citations count from 1, the sentence's own first, and each keeps how many say the same."""
    verified = check(catalogue, SAID)
    assert [(sentence.text, sentence.citations) for sentence in verified.sentences] == [(TEXTS["a"], (1, 2, 3))]
    assert [(c.n, c.article, c.family.independent) for c in verified.citations] == [
        (1, "a", 3),
        (2, "b", 3),
        (3, "c", 3),
    ]
    assert verified.dropped == ()


def test_a_deleted_corroboration_is_not_cited(catalogue: Catalogue) -> None:
    """One whose article was deleted is left out and no longer counted; the sentence remains."""
    delete(catalogue, "b")
    verified = check(catalogue, SAID)
    assert [(c.n, c.article, c.family.independent) for c in verified.citations] == [(1, "a", 2), (2, "c", 2)]
    assert verified.dropped == ()


def test_corroboration_is_checked_as_of_the_time_asked_about(catalogue: Catalogue) -> None:
    """As of a day, one whose article has changed since is cited; now it is not."""
    changed = make_article({"id": "b", "title": "T", "text": "They fled.", "published": "2015-01-27"})
    with catalogue.write() as transaction:
        transaction.put_article(changed, NOW)
    with catalogue.snapshot() as snapshot:
        then, now = (verify([SAID], snapshot, as_of=as_of) for as_of in (WEDNESDAY, None))
    assert [citation.article for citation in then.citations] == ["a", "b", "c"]
    assert [citation.article for citation in now.citations] == ["a", "c"]


def test_corroboration_replaces_a_deleted_sentence(catalogue: Catalogue) -> None:
    """The sentence is dropped, with the reason and without its words; the first corroboration that holds is said."""
    delete(catalogue, "a")
    verified = check(catalogue, SAID)
    assert [(sentence.text, sentence.citations) for sentence in verified.sentences] == [(TEXTS["b"], (1, 2))]
    assert [c.family.independent for c in verified.citations] == [2, 2]
    assert verified.dropped == (Dropped("", "version 1 of article a was deleted"),)


def test_nothing_is_said_when_all_are_deleted(catalogue: Catalogue) -> None:
    """Without a citation that holds there is neither sentence nor short answer."""
    for article in TEXTS:
        delete(catalogue, article)
    verified = check(catalogue, SAID, claims=(WHO,))
    assert (verified.sentences, verified.citations, verified.findings, verified.short) == ((), (), (), None)
    assert len(verified.dropped) == 1


def test_false_corroboration_is_not_cited(catalogue: Catalogue) -> None:
    """One whose quote is not the text at its offsets is not cited, whatever the reason."""
    verified = check(catalogue, Draft(TEXTS["a"], (A,), (replace(B, quote="Nobody holds it."), replace(C, start=1))))
    assert [citation.article for citation in verified.citations] == ["a"]


def test_a_short_answer_names_the_citations_that_say_so(catalogue: Catalogue) -> None:
    """It is in the words of its first proof, with the numbers of all that hold, each once, its odds and its date."""
    claim = Claim((Proof("YPG", A, MONDAY), Proof("the YPG", B), Proof("The YPG", A)), 0.7)
    verified = check(catalogue, SAID, claims=(claim,))
    (finding,) = verified.findings
    assert (finding.text, finding.citations) == ("YPG", (1, 2))
    assert (finding.confidence, finding.resolved) == (0.7, MONDAY)
    assert verified.short == "YPG"


def test_a_short_answer_whose_article_is_gone_is_that_of_the_next(catalogue: Catalogue) -> None:
    """The first proof that holds gives the words and the date; nothing of the others is kept."""
    delete(catalogue, "a")
    verified = check(catalogue, SAID, claims=(Claim((Proof("YPG", A, MONDAY), Proof("the YPG", B)), 0.7),))
    (finding,) = verified.findings
    assert (finding.text, finding.citations, finding.resolved) == ("the YPG", (1,), None)


@pytest.mark.parametrize(
    "proof",
    [
        Proof("PKK", A),
        Proof("ypg", A),
        Proof("YPG", replace(A, quote="The YPG")),
        Proof("YPG", replace(A, version=2)),
        Proof("six", C),
    ],
)
def test_a_claim_needs_its_words_in_a_quote_that_is_cited(catalogue: Catalogue, proof: Proof) -> None:
    """Other words, another version or span, and an article that no sentence cites prove nothing."""
    verified = check(catalogue, Draft(TEXTS["a"], (A,)), claims=(Claim((proof,)),))
    assert (verified.findings, verified.short) == ((), None)
    assert len(verified.sentences) == 1


def test_a_claim_alone_says_nothing(catalogue: Catalogue) -> None:
    """A claim without a sentence that is proved is dropped."""
    assert check(catalogue, claims=(WHO, Claim(()))).findings == ()


@pytest.mark.parametrize(
    ("agreement", "short"), [(Agreement.LIST, None), (Agreement.DISAGREE, "YPG"), (Agreement.SINGLE, "YPG")]
)
def test_of_several_answers_the_first_is_the_short_one(
    catalogue: Catalogue, agreement: Agreement, short: str | None
) -> None:
    """Answers that disagree are led by the first of them; a list has no single answer."""
    drafts = Draft(TEXTS["a"], (A,)), Draft(TEXTS["c"], (C,))
    claims = Claim((Proof("YPG", A),)), Claim((Proof("six 😀", C),))
    verified = check(catalogue, *drafts, claims=claims, agreement=agreement)
    assert [finding.citations for finding in verified.findings] == [(1,), (2,)]
    assert (verified.agreement, verified.short) == (agreement, short)


@pytest.mark.parametrize("agreement", Agreement)
def test_one_answer_left_neither_lists_nor_disagrees(catalogue: Catalogue, agreement: Agreement) -> None:
    """Where all short answers but one are dropped, that one is the answer."""
    delete(catalogue, "c")
    drafts = Draft(TEXTS["a"], (A,)), Draft(TEXTS["c"], (C,))
    claims = Claim((Proof("six 😀", C),)), Claim((Proof("YPG", A),))
    verified = check(catalogue, *drafts, claims=claims, agreement=agreement)
    assert (verified.agreement, verified.short) == (Agreement.SINGLE, "YPG")
