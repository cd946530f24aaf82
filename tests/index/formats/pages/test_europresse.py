"""Exports of Europresse: each document of the page is an article."""

from datetime import UTC, datetime

from index.formats.options import Options
from index.formats.pages.europresse import SIGN, read_export
from index.types import Article, Rejected

EXPORT = """<html><body><article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Port<img src="x">, no. 4301</span></div>
<div><span class="DocHeader">Actualités, mardi 6 mai 2025 312 mots, p. 3</span></div>
<div class="titreArticle"><p class="sm-margin titreArticleVisu">Le ferry revient</p></div>
<div class="docAuthors">Ana Ruiz et Tom Bell</div></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">
<p>Le ferry reprend la <mark>mer</mark> vendredi.</p>
<p>Il était arrêté depuis mars.</p></div></div></section><footer><small>© 2025 Le Port</small></footer></article>
<article><header><span class="DocPublicationName">Harbour Post (site web)</span>
<span class="DocHeader">Wednesday, May 7, 2025 - 12:30 UTC 210 words</span>
<p class="titreArticleVisu">Storm stops the ferry</p></header>
<div class="DocText"><p>The storm stopped it.</p></div></article>
<article><p>nothing</p></article></body></html>""".encode()


def test_each_document_is_an_article() -> None:
    """Paper, day, headline, authors, rights and text are those of the document; one without them is rejected."""
    assert SIGN.search(EXPORT)
    first, second, third = read_export(EXPORT, "export.html", Options())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Rejected)
    assert (first.title, first.source, first.authors) == ("Le ferry revient", "Le Port", ("Ana Ruiz", "Tom Bell"))
    assert first.text == "Le ferry reprend la mer vendredi.\n\nIl était arrêté depuis mars."
    assert (first.published, first.language, first.rights) == (datetime(2025, 5, 6, tzinfo=UTC), "fr", "© 2025 Le Port")
    assert (second.source, second.published, second.text) == (
        "Harbour Post",
        datetime(2025, 5, 7, tzinfo=UTC),
        "The storm stopped it.",
    )
