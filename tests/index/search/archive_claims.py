"""Claims of the engine contract over an archive of a thousand articles: filters, order, and hits filled up to `k`."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from index.types import Article, Filters
from tests.conftest import write_article
from tests.index.search.shelf import ALL, EngineMaker, Shelf, found_twice, moment, names, query

BEGINNING = moment("2015-01-01")
LANGUAGES = ("en", "de", "")


def _vote(number: int) -> Article:
    """Return an article of an archive: four a day, of seven papers in two languages.

    One is of a paper of its own, and one in a language of its own.
    """
    language = "fr" if number == 700 else LANGUAGES[number % 3]
    more = {"language": language} if language else {}
    return write_article(
        f"Vote {number}",
        f"Parliament voted on budget number {number}.",
        (BEGINNING + timedelta(hours=6 * number)).isoformat(),
        id=f"vote-{number}",
        source="rare" if number == 500 else f"paper-{number % 7}",
        **more,
    )


ARCHIVE = tuple(_vote(number) for number in range(1_000))
DAY_10, LAST_DAYS = moment("2015-01-10"), moment("2015-08-29")
SELECTIVE = {
    "since": Filters(since=LAST_DAYS),
    "until": Filters(until=DAY_10),
    "one second": Filters(since=DAY_10, until=DAY_10),
    "one day": Filters(since=DAY_10, until=DAY_10 + timedelta(hours=23)),
    "as of": Filters(as_of=DAY_10),
    "since, as of": Filters(since=DAY_10 - timedelta(days=2), as_of=DAY_10),
    "one in a thousand": Filters(sources=("rare",)),
    "one language in a thousand": Filters(languages=("fr",)),
    "source": Filters(sources=("paper-3",)),
    "source, until": Filters(until=DAY_10, sources=("paper-1", "paper-2")),
    "language, until": Filters(until=DAY_10, languages=("de",)),
    "languages, until": Filters(until=DAY_10, languages=("de", "en")),
    "source, language": Filters(sources=("paper-3",), languages=("en",)),
    "all": Filters(DAY_10, LAST_DAYS, moment("2015-02-10"), ("paper-3", "paper-4"), ("en", "de")),
    "nobody": Filters(sources=("nobody",)),
    "nobody and somebody": Filters(sources=("nobody", "rare")),
    "no language": Filters(languages=("zz",)),
    "empty range": Filters(since=LAST_DAYS, until=DAY_10),
    "before all": Filters(as_of=moment("2014-12-31")),
}
HOSTILE = [
    "", " ", "AT&T", "no-deal", 'title:"x', "a AND (b OR", "+-*/:^~", "NOT kobane", "💥", "[1 TO 2}", "\\", "'; --",
    "*", "the of and", "\x00", "a\x00b", "e\u0301\u200f", "word " * 5_000, "x" * 5_000, "text:kobane id:1", "🇫🇷" * 300,
]  # fmt: skip


def keeps(filters: Filters, article: Article) -> bool:
    """Tell whether filters keep an article of one version that is valid since its publication."""
    return (
        (filters.since is None or article.published >= filters.since)
        and (filters.until is None or article.published <= filters.until)
        and (filters.as_of is None or article.published <= filters.as_of)
        and (not filters.sources or article.source in filters.sources)
        and (not filters.languages or article.language in filters.languages)
    )


class ArchiveClaims(EngineMaker):
    """What holds however few of many a filter keeps."""

    @pytest.fixture(scope="class")
    @classmethod
    def archive(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
        """A thousand articles that any question about the budget finds; for reading alone."""
        with closing(Shelf(tmp_path_factory.mktemp("archive"), cls.make_engine)) as opened:
            opened.put(*ARCHIVE)
            yield opened

    @pytest.mark.parametrize("question", HOSTILE)
    def test_no_question_breaks_a_search(self, archive: Shelf, question: str) -> None:
        """Operators, quotes, brackets, no words and too many of them are words like others."""
        assert len(archive.find(question, k=5)) == 5

    @pytest.mark.parametrize("k", [1, 10, 150])
    def test_as_many_are_found_as_are_asked_for(self, archive: Shelf, k: int) -> None:
        """`k` hits, each passage once, the best first."""
        hits = archive.find("budget", k=k)
        assert len({hit.passage.id for hit in hits}) == len(hits) == k
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)

    def test_the_order_is_always_the_same(self, archive: Shelf) -> None:
        """Equal hits keep one order, too, in a second search and in another engine over the same catalogue."""
        first = archive.find("Parliament voted on a budget", k=100)
        assert archive.find("Parliament voted on a budget", k=100) == first
        other = self.make_engine(archive.catalogue, archive.folder)
        with archive.catalogue.snapshot() as snapshot:
            assert other.search(query("Parliament voted on a budget"), ALL, 100, snapshot) == first

    @pytest.mark.parametrize("case", SELECTIVE)
    def test_a_filter_keeps_what_it_says_in_both_searches(self, archive: Shelf, case: str) -> None:
        """All it keeps is found by words and by meaning, however few of the archive that is; nothing else is."""
        filters = SELECTIVE[case]
        expected = {article.id for article in ARCHIVE if keeps(filters, article)}
        hits = archive.find("budget", filters, k=200)
        assert set(names(hits)) == expected
        assert len(hits) == len(expected) < 200
        assert found_twice(hits)
        assert len(archive.find("budget", filters, k=3)) == min(3, len(expected))

    @pytest.mark.parametrize("filters", [Filters(languages=("de",)), Filters(until=moment("2015-06-01"))])
    def test_a_wide_filter_fills_its_hits(self, archive: Shelf, filters: Filters) -> None:
        """Where it keeps more than are looked at, as many as are asked for are found, all of them kept by it."""
        hits = archive.find("budget", filters, k=150)
        assert len(hits) == 150
        assert set(names(hits)) <= {article.id for article in ARCHIVE if keeps(filters, article)}
