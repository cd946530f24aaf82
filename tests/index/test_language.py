"""The language of articles: told from the text where none is declared, or where the declared one is plainly wrong."""

import logging
import tempfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.languages import read_invented
from index.intake.rehearsal import rehearse
from index.intake.store import store
from index.language import _load, detect_language, settle_language
from index.library import Library
from index.search.engine import Query
from index.types import Article, Filters
from tests.conftest import NOW
from tests.index.local import local_engine

INVENTED = read_invented()
LONG = {code: " ".join([text] * 4) for code, text in INVENTED.items()}


def write(text: str, language: str | None = None, name: str = "a") -> Article:
    return Article(name, "Ferry", text, datetime(2015, 1, 27, tzinfo=UTC), "Post", language=language)


def settled(text: str, declared: str | None) -> str | None:
    return settle_language(write(text, declared)).language


@pytest.mark.parametrize("code", INVENTED)
def test_the_language_of_a_text_is_told(code: str) -> None:
    """Two sentences are enough, in nineteen languages and six scripts."""
    assert detect_language(INVENTED[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "Ferry returns.", "Ferry 12:30, ferry 14:30", "Hamburg – Berlin – München", "1 2 3 4 5 6 7 8 9 " * 40,
        "Orr 7 Lund 4 Ruiz 6 Bell 2 " * 12, "https://post.example/news/2014/08/02/ferry?id=17",
    ],
)  # fmt: skip
def test_a_short_or_doubtful_text_is_of_no_language(text: str) -> None:
    """A headline, numbers, names and addresses tell none."""
    assert detect_language(text) is None


@pytest.mark.parametrize("declared", [None, "und", "mul", "zxx"])
def test_where_none_is_declared_the_text_tells(declared: str | None) -> None:
    """An article without a language has that of its text; one whose text tells none stays as it is."""
    assert settled(INVENTED["pl"], declared) == "pl"
    assert settled("Krótko.", declared) == declared


@pytest.mark.parametrize("code", INVENTED)
def test_a_declared_language_holds_where_it_is_right(code: str) -> None:
    """The declared language of a text in it is never touched, long or short."""
    assert settled(LONG[code], code) == code
    assert settled(INVENTED[code][:60], code) == code


@pytest.mark.parametrize(("declared", "code"), [("en", "de"), ("de", "en"), ("uk", "en"), ("en", "ja"), ("uk", "ru")])
def test_a_declared_language_gives_way_where_it_is_plainly_wrong(declared: str, code: str) -> None:
    """A long text of which beginning and middle are in another language is in that one."""
    assert settled(LONG[code], declared) == code


@pytest.mark.parametrize("code", ["de", "en", "fr", "pl"])
def test_a_text_of_a_few_sentences_contradicts_what_is_declared(code: str) -> None:
    """Four hundred characters of which both halves are plainly in another language are in that one."""
    text = f"{INVENTED[code]} {INVENTED[code]}"
    assert len(text) < 450
    assert settled(text, "it") == code
    assert settled(f"{INVENTED['it']} {INVENTED[code]}", "it") == "it"
    assert settled(f"{INVENTED[code]} {INVENTED['it']}", "it") == "it"


def test_a_declared_language_holds_where_it_may_be_right() -> None:
    """A short text, a quotation at the beginning, and a language that is written alike do not contradict it."""
    assert settled(INVENTED["de"][:100], "en") == "en"
    assert settled(f"{LONG['de'][:700]} {LONG['en'] * 3}", "en") == "en"
    assert settled(LONG["no"], "da") == "da"
    assert settled(LONG["no"], "nb") == "nb"


def test_without_room_for_the_model_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where its temporary file cannot be made, articles keep what they declare, and one warning says why."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    _load.cache_clear()
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with caplog.at_level(logging.WARNING):
        assert settled(LONG["de"], None) is None
        assert settled(LONG["de"], "en") == "en"
    assert caplog.text.count("no language is detected") == 1
    _load.cache_clear()


def test_articles_are_stored_and_found_by_the_language_of_their_text(library: Library) -> None:
    """A filter by language finds undeclared articles; a second ingest, and a dry run of it, change nothing."""
    articles = [write(INVENTED[code], None, code) for code in ("de", "en", "fr")]
    store(articles, library.catalogue, library.embedder, NOW)
    engine = local_engine(library)
    query = Query("ferry Nachtfähre bac", library.embedder.embed_question("ferry"), NOW)
    with library.catalogue.snapshot() as snapshot:
        found = engine.search(query, Filters(languages=("de",)), 10, snapshot)
        assert {snapshot.version(code).article.language for code in ("de", "en", "fr")} == {"de", "en", "fr"}
    assert {hit.passage.article for hit in found} == {"de"}
    assert rehearse(articles, library.folder, now=lambda: NOW).report.unchanged == 3
    assert store(articles, library.catalogue, library.embedder, NOW).unchanged == 3


@pytest.mark.parametrize(("asked", "found"), [("no", {"no", "nb", "nn"}), ("nb", {"no", "nb", "nn"}), ("he", {"iw"})])
def test_a_language_is_found_under_each_of_its_codes(library: Library, asked: str, found: set[str]) -> None:
    """Articles keep the code that they declare; a filter by one code of a language keeps the others, too."""
    articles = [write("Short text.", code, code) for code in ("no", "nb", "nn", "iw", "da")]
    store(articles, library.catalogue, library.embedder, NOW)
    filters = Filters(languages=(asked,))
    query = Query("short text", library.embedder.embed_question("text"), NOW)
    with library.catalogue.snapshot() as snapshot:
        hits = local_engine(library).search(query, filters, 10, snapshot)
        listed = snapshot.articles(filters)
        assert {one.article.language for one in snapshot.articles(Filters())} == {one.language for one in articles}
    assert {hit.passage.article for hit in hits} == {one.article.id for one in listed} == found


def test_an_article_of_an_earlier_dateline_learns_its_language_when_it_comes_again(library: Library) -> None:
    """What is stored without a language stays so until the article is ingested again, which embeds nothing."""
    one = write(INVENTED["de"])
    with library.catalogue.write() as transaction:
        transaction.put_article(one, NOW)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.version("a").article.language is None
    report = store([one], library.catalogue, library.embedder, NOW)
    assert (report.updated, report.embedded) == (1, 0)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.version("a").article.language == "de"


def test_settling_changes_nothing_but_the_language() -> None:
    """The article is otherwise the same, its id included."""
    one = write(LONG["de"], "en")
    assert settle_language(one) == replace(one, language="de")


def test_the_language_of_a_known_text_is_not_told_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second ingest tells the language of no text but that whose declared one was wrong."""
    articles = [write(INVENTED["de"], None, "a"), write(LONG["de"], "en", "b"), write(INVENTED["fr"], "fr", "c")]
    store(articles, library.catalogue, library.embedder, NOW)
    told: list[str] = []

    def tell(article: Article) -> Article:
        told.append(article.id)
        return settle_language(article)

    monkeypatch.setattr("index.intake.cutting.settle_language", tell)
    assert store(articles, library.catalogue, library.embedder, NOW).unchanged == 3
    assert told == ["b"]


def test_a_headline_helps_a_short_text() -> None:
    """A text that is too short to tell its language is told together with its headline."""
    brief = replace(
        write("The ferry did not sail on Monday, because the wind was too strong."),
        title="Passengers had to wait for the night ferry until the storm was over",
    )
    assert detect_language(brief.text) is None
    assert settle_language(brief).language == "en"
