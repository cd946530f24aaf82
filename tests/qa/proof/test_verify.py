"""No claim without proof: every citation is what its article says, and what is not so is dropped."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.wire.answers import show_answer
from index.article import make_article
from index.catalogue.catalogue import Catalogue
from index.intake.retraction import retract
from index.library import Library
from index.text import normalise_line
from qa.answer import answer
from qa.proof.verify import Draft, DraftCheck, verify, verify_draft
from qa.types import Citation, Dropped, Proved, Question, Sentence
from tests.conftest import NOW, fill, write_article

HOMELY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
# Astral signs, marks that combine, ends of lines, right-to-left text, joiners and direction marks, and plain words.
STRANGE = st.sampled_from(
    ["😀", "👩\u200d👩\u200d👧", "𝔎𝔬𝔟𝔞𝔫𝔢", "e\u0301", "n\u0303\u0323", "\r\n", "\r\n\r\n", "\n", "\u2028",
     "كوباني", "קובאני", "می\u200cخواهم",
     "\u200f", "\u200d", "\u200b", "\ufeff", "东京。", "ﬁ", "İ", "ß", " ", "\t", "\u00a0", ". ", "? ", "“", "”",
     "Dr. ", "word"]
)  # fmt: skip
TEXT = st.lists(STRANGE | st.text(max_size=4), max_size=30).map(lambda parts: " ".join(parts) + "".join(parts))
SECOND = timedelta(seconds=1)
PROOF = "Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday."
QUESTION = Question("Who opened the Zephyr bridge in Lagos?", NOW)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path)
    yield opened
    opened.close()


def put(catalogue: Catalogue, text: str) -> tuple[int, str]:
    """Store a text as the article `a`; return the number of its version and the text as it is kept."""
    article = make_article({"id": "a", "title": "T", "text": text, "published": "2015-01-27"})
    with catalogue.write() as transaction:
        transaction.put_article(article, NOW)
    with catalogue.snapshot() as snapshot:
        version = snapshot.version("a")
    return version.number, version.article.text


def put_anew(catalogue: Catalogue, text: str) -> tuple[int, str]:
    """Store a text as the article `a`, as if there had never been another."""
    with catalogue.write() as transaction:
        transaction.delete_article("a", NOW)
    return put(catalogue, text)


def cite(text: str, start: int, end: int, version: int = 1) -> Citation:
    """Cite a span of a text as the article `a` has it."""
    return Citation(7, "a", version, "T", "s", (), NOW, None, None, None, text[start:end], start, end)


def say(*citations: Citation) -> Draft:
    """Draft a sentence that says what its first citation quotes."""
    return Draft(normalise_line(citations[0].quote), citations)


@HOMELY
@given(text=TEXT, data=st.data())
def test_a_true_quote_holds_and_a_tampered_one_never(catalogue: Catalogue, text: str, data: st.DataObject) -> None:
    """Any span of any text is verified, and dropped with another quote, offset, version or article."""
    version, kept = put_anew(catalogue, f"{text} End.")
    start = data.draw(st.integers(0, len(kept) - 1))
    end = data.draw(st.integers(start + 1, len(kept)))
    true = cite(kept, start, end, version)
    tampered = [
        replace(true, quote=true.quote + "!"),
        replace(true, quote=true.quote[:-1]),
        replace(true, end=end + 1),
        replace(true, end=len(kept) + 1),
        replace(true, start=start - len(kept), end=end - len(kept)),
        replace(true, start=end),
        replace(true, version=version + 1),
        replace(true, version=0),
        replace(true, article="b"),
    ]
    with catalogue.snapshot() as snapshot:
        verified = verify([say(true), *map(say, tampered)], snapshot)
    assert [citation.quote for citation in verified.citations] == [kept[start:end]]
    assert [sentence.citations for sentence in verified.sentences] == [(1,)]
    assert len(verified.dropped) == len(tampered)
    assert all(dropped.reason for dropped in verified.dropped)


@HOMELY
@given(text=TEXT, moved=st.integers(-3, 3).filter(bool))
def test_a_quote_at_other_offsets_holds_only_where_the_text_is_the_same(
    catalogue: Catalogue, text: str, moved: int
) -> None:
    """Offsets count code points, so a place that is off by one is off."""
    version, kept = put_anew(catalogue, f"Start. {text} The middle 😀 of it. {text} End.")
    start = kept.index("The middle")
    true = cite(kept, start, start + len("The middle 😀 of it."), version)
    assume(kept[true.start + moved : true.end + moved] != true.quote)
    with catalogue.snapshot() as snapshot:
        verified = verify([say(replace(true, start=true.start + moved, end=true.end + moved))], snapshot)
    assert (verified.sentences, verified.citations) == ((), ())
    assert "is not the quote" in verified.dropped[0].reason


def test_what_is_said_must_be_what_is_quoted(catalogue: Catalogue) -> None:
    """A sentence that adds to its quote, or has none, is dropped with its reason and not counted."""
    _, kept = put(catalogue, "They won on Monday.\nFlags flew.")
    first, both = cite(kept, 0, 19), cite(kept, 0, len(kept))
    drafts = [
        Draft("They won on Tuesday.", (first,)),
        Draft("They won.", ()),
        say(both),
        Draft("They won on Monday.", (first,)),
    ]
    with catalogue.snapshot() as snapshot:
        verified = verify(drafts, snapshot)
    assert [(dropped.text, dropped.reason) for dropped in verified.dropped] == [
        ("They won on Tuesday.", "the sentence is not its quote"),
        ("They won.", "the sentence cites nothing"),
    ]
    assert [(sentence.text, sentence.citations) for sentence in verified.sentences] == [
        ("They won on Monday. Flags flew.", (1,)),
        ("They won on Monday.", (2,)),
    ]
    assert [citation.n for citation in verified.citations] == [1, 2]


def test_drafts_are_verified_one_at_a_time(catalogue: Catalogue) -> None:
    """Each draft is either proved, its citations numbered from where the caller is, or dropped with its reason."""
    _, kept = put(catalogue, "They won on Monday. Flags flew.")
    won, flags = cite(kept, 0, 19), cite(kept, 20, 31)
    with catalogue.snapshot() as snapshot:
        proved = verify_draft(say(won, flags), snapshot, first=3)
        dropped = verify_draft(Draft("They lost.", (won,)), snapshot, first=5)
    sentence = Sentence("They won on Monday.", (3, 4))
    assert proved == DraftCheck(Proved(sentence, (replace(won, n=3), replace(flags, n=4))), None)
    assert dropped == DraftCheck(None, Dropped("They lost.", "the sentence is not its quote"))


def test_one_false_citation_spoils_a_sentence(catalogue: Catalogue) -> None:
    """Each citation of a sentence must hold, not just one of them."""
    _, kept = put(catalogue, "They won.")
    true = cite(kept, 0, 9)
    with catalogue.snapshot() as snapshot:
        verified = verify([say(true, replace(true, quote="They lost"))], snapshot)
    assert (verified.sentences, len(verified.dropped)) == ((), 1)


def test_a_deleted_article_proves_nothing(catalogue: Catalogue) -> None:
    """What was true when it was read is dropped once its article was deleted, and its words are not repeated."""
    _, kept = put(catalogue, "They won.")
    with catalogue.write() as transaction:
        transaction.delete_article("a", NOW)
    with catalogue.snapshot() as snapshot:
        gone = verify([say(cite(kept, 0, 9))], snapshot)
    assert (gone.sentences, gone.citations) == ((), ())
    assert gone.dropped == (Dropped("", "version 1 of article a was deleted"),)


def test_a_version_proves_what_it_said_as_of_its_own_time_alone(catalogue: Catalogue) -> None:
    """Now the current version holds, as of a time the active one of then, and after a retraction no version."""
    kept = [put(catalogue, text)[1] for text in ("They won.", "They lost.")]
    drafts = [say(cite(text, 0, len(text), number)) for number, text in enumerate(kept, start=1)]

    def said(as_of: datetime | None = None) -> list[str]:
        with catalogue.snapshot() as snapshot:
            verified = verify(drafts, snapshot, as_of=as_of)
        assert {one.reason.partition(" was ")[2] for one in verified.dropped} <= {"changed or retracted"}
        return [sentence.text for sentence in verified.sentences] + [f"no: {one.text}" for one in verified.dropped]

    assert said() == said(NOW) == ["They lost.", "no: They won."]
    assert said(NOW - SECOND) == ["They won.", "no: They lost."]
    assert said(datetime(2015, 1, 26, tzinfo=UTC)) == ["no: They won.", "no: They lost."]
    retract("a", "It was a draw.", catalogue, NOW + SECOND)
    assert said() == said(NOW + SECOND) == ["no: They won.", "no: They lost."]
    assert said(NOW) == ["They lost.", "no: They won."]


def test_every_citation_of_an_answer_is_what_its_article_says(library: Library) -> None:
    """Whatever surrounds the proof, and after JSON too, `version.text[start:end] == quote`, and so is the sentence."""
    statuses: list[str] = []

    @settings(HOMELY, max_examples=12)
    @given(before=TEXT, after=TEXT)
    def check(before: str, after: str) -> None:
        fill(library, write_article("Bridge", f"{before}\n\n{PROOF} {after}", id="bridge"))
        body = json.loads(show_answer(answer(QUESTION, library)).model_dump_json())
        statuses.append(body["status"])
        with library.catalogue.snapshot() as snapshot:
            for citation in body["citations"]:
                text = snapshot.text_of(citation["article"], citation["version"])
                assert text is not None
                assert text[citation["start"] : citation["end"]] == citation["quote"]
        quotes = {citation["n"]: normalise_line(citation["quote"]) for citation in body["citations"]}
        assert all(sentence["text"] == quotes[sentence["citations"][0]] for sentence in body["sentences"])
        assert body["dropped"] == []

    check()
    assert statuses.count("answered") > len(statuses) // 2
