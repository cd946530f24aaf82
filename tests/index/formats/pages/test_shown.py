"""Dates that a page shows as a line between its headline and its story."""

import io
from datetime import UTC, datetime

import pytest

from index.formats import Options
from index.formats.pages import html
from index.formats.undated import parse_undated
from index.types import Article, Rejected

STORY = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."
SECOND = "It had been dark since the great storm of the winter before last, which broke the old lens into pieces."


def read(line: str, options: Options | None = None) -> object:
    """Return what is made of a page that shows a line under its headline."""
    page = (
        f"<html><head><title>Lit again</title></head><body><article><h1>Lit again</h1>{line}"
        f"<p>{STORY}</p><p>{SECOND}</p></article></body></html>"
    )
    (record,) = html.read(io.BufferedReader(io.BytesIO(page.encode())), "page.html", options or Options())
    return record


@pytest.mark.parametrize("rule", ["reject", "first-seen"])
def test_an_ambiguous_date_is_refused_under_every_rule(rule: str) -> None:
    """A page that shows a date whose day and month may be swapped is refused, and the reason quotes the date."""
    record = read('<p class="date">04/03/2025</p>', Options(undated=parse_undated(rule)))
    assert isinstance(record, Rejected)
    assert "the page shows '04/03/2025'" in record.reason
    assert "--dates dmy or mdy" in record.reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<div class="date">March 14, 2025 at 6:10 PM ET</div>', datetime(2025, 3, 14, 22, 10, tzinfo=UTC)),
        ('<span class="published">2 March 2025, 22:30 CET</span>', datetime(2025, 3, 2, 21, 30, tzinfo=UTC)),
        ('<p class="meta">Von Jo Weiß | Stand: 9. März 2025, 21:35 Uhr</p>', datetime(2025, 3, 9, 21, 35, tzinfo=UTC)),
        ('<p class="byline">By Kim Roe | March 2, 2025 10:30 p.m. ET</p>', datetime(2025, 3, 3, 3, 30, tzinfo=UTC)),
        ("<div>Updated March 14, 2025 at 6:10 PM ET</div>", datetime(2025, 3, 14, 22, 10, tzinfo=UTC)),
        ("<p>Published 5 March 2025</p>", datetime(2025, 3, 5, tzinfo=UTC)),
        ('<div class="date">٩ مارس ٢٠٢٥</div>', datetime(2025, 3, 9, tzinfo=UTC)),
    ],
)
def test_a_shown_date_is_read_with_its_time(line: str, expected: datetime) -> None:
    """A line that is a date is read with its time and zone, whatever label stands before it."""
    record = read(line)
    assert isinstance(record, Article), record
    assert record.published == expected


def read_in(language: str, line: str, above: str = "") -> object:
    """Return when a page of a language was published that shows a line below its headline, or one above."""
    body = f"<article>{above}<h1>Lit again</h1>{line}<p>{STORY}</p><p>{SECOND}</p></article>"
    page = f'<html lang="{language}"><head><title>Lit again</title></head><body>{body}</body></html>'
    (record,) = html.read(io.BufferedReader(io.BytesIO(page.encode())), "page.html", Options())
    return record.published if isinstance(record, Article) else None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Publié le 12 mars 2025 à 10h30 - Mis à jour le 13 mars 2025 à 11h02"),
        ("fr", "Par Léa Orr, publié le 12 mars 2025 à 10h30, modifié le 13 mars 2025 à 9h"),
        ("de", "Erstellt am 12. März 2025, 10:30 Uhr | Aktualisiert: 13. März 2025"),
        ("es", "Publicado el 12 de marzo de 2025 a las 10:30"),
        ("pt", "Publicado em 12 de março de 2025 às 10h30"),
        ("it", "Pubblicato: 12 Marzo 2025 10:30 | Ultimo aggiornamento: 13 Marzo 2025 9:00"),
        ("nl", "Geplaatst: woensdag 12 maart 2025, 10.30 uur"),
        ("sv", "Publicerad 12 mars 2025 kl. 10.30"),
        ("pl", "Opublikowano: 12 marca 2025, 10:30"),
        ("cs", "Publikováno 12. března 2025 10:30"),
        ("ru", "Опубликовано 12 марта 2025 г. в 10:30"),
        ("uk", "Опубліковано 12 березня 2025, 10:30"),
        ("tr", "Yayınlanma: 12 Mart 2025 10:30"),
        ("zh", "发布时间：2025年03月12日 10:30 来源：灯塔日报"),
        ("ja", "公開日：2025年3月12日（水）10:30"),
        ("ko", "입력 2025.03.12. 오전 10:30 수정 2025.03.13. 오후 9:00"),
        ("en", "By Kim Roe Published March 12, 2025 at 10:30 AM"),
        ("en", "Wednesday 12 March 2025 10.30 GMT"),
    ],
)
def test_a_date_is_told_from_the_words_beside_it(language: str, line: str) -> None:
    """Labels, names and times of day of the page's language stand beside a date; the one of an update is another."""
    assert read_in(language, f"<div>{line}</div>") == datetime(2025, 3, 12, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The storm of 12 March 2025 broke the lens"),
        ("en", "From 12 March 2025 to 14 March 2025"),
        ("en", "It ends on 12 March 2025"),
        ("en", "Photo taken 12 March 2025"),
        ("en", "On March 12, 2025, everything changed"),
        ("fr", "Le 12 mars 2025, le phare a brûlé"),
        ("de", "Am 12. März 2025 brannte der Turm"),
        ("ja", "2025年3月12日に火事があった"),
        ("cs", "12. 3. 2025"),
        ("de", "12.03.2025, 10:30 Uhr"),
    ],
)
def test_a_date_in_a_sentence_is_none_of_the_article(language: str, line: str) -> None:
    """A date with words of a sentence before or behind it is an event's; one of numbers alone is not guessed."""
    assert read_in(language, f"<div>{line}</div>") is None


def test_the_order_of_day_and_month_is_told_by_the_other_date() -> None:
    """A page that shows the thirteenth of a month shows in which order its dates are; without it nothing is guessed."""
    line = "<div>12/03/2025 10h30 Atualizado em 13/03/2025 11h00</div>"
    assert read_in("pt", line) == datetime(2025, 3, 12, 10, 30, tzinfo=UTC)
    assert read_in("pt", "<div>12/03/2025 10h30 Atualizado em 14 de março de 2025</div>") is None


def test_a_date_above_the_headline_is_read() -> None:
    """Blogs show the day above the post; the day of a masthead is that of reading."""
    assert read_in("en", "", '<h2 class="date-header">Wednesday, March 12, 2025</h2>') == datetime(
        2025, 3, 12, tzinfo=UTC
    )
    assert read_in("en", "", '<div class="masthead-date">Wednesday, March 12, 2025</div>') is None


def test_captions_and_decks_do_not_hide_a_date() -> None:
    """Between headline and date a caption and a long heading may stand; the story ends the search."""
    deck = f"<figure><div>{STORY}</div></figure><h2>{STORY}</h2>"
    assert read_in("en", f"{deck}<div>March 12, 2025 at 10:30 AM</div>") == datetime(2025, 3, 12, 10, 30, tzinfo=UTC)
    assert read_in("en", f"<p>{STORY}</p><div>March 12, 2025 at 10:30 AM</div>") is None


def test_the_json_ld_of_a_page_goes_before_what_it_shows() -> None:
    """A page that states when it was published beside an update that it shows is of the former day."""
    stated = '{"@graph": [{"@type": "WebPage", "datePublished": "2025-03-12T10:30:00Z", "dateModified": "2025-04-01"}]}'
    line = f'<script type="application/ld+json">{stated}</script><div>By Kim Roe - April 1, 2025</div>'
    assert read_in("en", line) == datetime(2025, 3, 12, 10, 30, tzinfo=UTC)
