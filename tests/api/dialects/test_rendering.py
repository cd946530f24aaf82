"""The text of a message, and the places of its citations in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dialects.rendering import Annotation, CitationStyle, MessageWriter
from api.wire.refusals import CLOSEST
from api.wire.turns import is_refusal
from index.types import Filters
from qa.types import Found, Perhaps, Reason, Step
from tests.api.dialects.pieces import URL, make_citation, make_hit, make_proved, make_refusal, make_steps
from tests.conftest import NOW

SERVER = "http://127.0.0.1:8000/"
STYLES = list(CitationStyle)


def write(
    steps: list[Step], style: CitationStyle = CitationStyle.LINKS, *, markdown: bool | None = None
) -> tuple[str, list[Annotation]]:
    """Return the whole message of some steps, and its annotations."""
    writer = MessageWriter(style, SERVER, markdown=markdown)
    pieces = [writer.write(step) for step in steps]
    return "".join(piece.text for piece in pieces), [one for piece in pieces for one in piece.annotations]


def in_utf16(text: str, annotation: Annotation) -> str:
    """Return the part of a text that JavaScript's `text.slice(start, end)` returns."""
    span = annotation.span
    return text.encode("utf-16-le")[2 * span.start_utf16 : 2 * span.end_utf16].decode("utf-16-le")


def test_each_style_shows_citations_in_its_way() -> None:
    """Links are Markdown, markers are numbers, and none shows nothing."""
    steps = make_steps(make_proved())
    link = f"[[1]]({URL}#:~:text=It%20is)"
    assert write(steps)[0] == f"It is free. {link}"
    assert write(steps, CitationStyle.MARKERS)[0] == "It is free. [1]"
    assert write(steps, CitationStyle.NONE)[0] == "It is free."


@pytest.mark.parametrize("style", STYLES)
@given(texts=st.lists(st.text(alphabet="ab .🎉é中[]*$", min_size=1, max_size=12), min_size=1, max_size=4))
def test_spans_fit_the_text_in_code_points_and_in_utf16(style: CitationStyle, texts: list[str]) -> None:
    """Whatever stands before it, emoji included, a span is its marker, or its sentence where there are no markers."""
    cited = [[make_citation(2 * n + 1), make_citation(2 * n + 2)] for n in range(len(texts))]
    steps = make_steps(*(make_proved(text, *both) for text, both in zip(texts, cited, strict=True)))
    text, annotations = write(steps, style)
    for annotation in annotations:
        part = text[annotation.start : annotation.end]
        n = annotation.citation.n
        expected = {
            CitationStyle.LINKS: f"[[{n}]]({URL}#:~:text=It%20is)",
            CitationStyle.MARKERS: f"[{n}]",
            CitationStyle.NONE: texts[(n - 1) // 2],
        }[style]
        assert part == in_utf16(text, annotation) == expected
    assert [one.citation.n for one in annotations] == list(range(1, 2 * len(texts) + 1))


def test_units_differ_after_an_emoji() -> None:
    """A character outside the Basic Multilingual Plane is one code point and two units of UTF-16."""
    _, (annotation,) = write(make_steps(make_proved("🎉 It is free.")), CitationStyle.MARKERS)
    assert (annotation.start, annotation.span.start_utf16) == (14, 15)
    assert (annotation.end, annotation.span.end_utf16) == (17, 18)


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://bank.example@evil.example/x", False),
        ("https://bank.example:80@evil.example", False),
        ("javascript:alert(1)", False),
        ("https://ex.example/@someone?a=@b#@c", True),
        ("HTTP://[::1]:80/", True),
    ],
)
def test_an_address_that_seems_to_name_another_site_is_not_linked(url: str, *, is_web: bool) -> None:
    """A user in front of the host is how a link pretends; this server's own view of the article is linked."""
    hit, cited = make_hit(url=url), make_citation(url=url, link=f"{url}#:~:text=x")
    for style in STYLES:
        text, annotations = write(make_steps(make_proved("It is free.", cited)), style)
        refusal, _ = write(make_refusal(hit), style)
        assert (url in annotations[0].url) is is_web
        assert ("evil.example" in text + refusal + annotations[0].url) is False
        assert ("/?article=a1" in refusal) is not is_web


def test_a_follow_up_shows_what_was_asked() -> None:
    """The whole question comes first in every style: in Markdown escaped and in italics, in plain text with a label."""
    steps = make_steps(make_proved(), asked="Who is *she*?")
    assert write(steps)[0].startswith("*Who is \\*she\\*?*\n\nIt is free. [[1]]")
    assert write(steps, CitationStyle.MARKERS)[0] == "Asked as: Who is *she*?\n\nIt is free. [1]"
    assert write(steps, CitationStyle.NONE)[0] == "Asked as: Who is *she*?\n\nIt is free."


def test_markers_can_be_markdown() -> None:
    """With `markdown` the words of articles are escaped whatever the style; the markers are not."""
    steps = make_steps(make_proved("![x](http://evil.example)"))
    assert write(steps, CitationStyle.MARKERS, markdown=True)[0] == "!\\[x](http://evil.example) [1]"
    assert write(steps, CitationStyle.MARKERS)[0] == "![x](http://evil.example) [1]"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "file:///etc/passwd", ""])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    """An article with another address is linked by this server's view of it, in citations and in the nearest list."""
    view = "http://127.0.0.1:8000/?article=a1&version=1&start=10&end=21"
    text, (annotation,) = write(make_steps(make_proved("Free.", make_citation(url=url, link=url))))
    assert text == f"Free. [[1]]({view})"
    assert annotation.url == view
    assert f"({view})" in write(make_refusal(make_hit(url=url)))[0]


def test_an_article_without_address_has_one_here() -> None:
    """The address of this server's view is encoded."""
    writer = MessageWriter(CitationStyle.LINKS, "http://127.0.0.1:8000")
    address = writer.address_of(make_citation(article="a&b/c", url=None, link=None))
    assert address == "http://127.0.0.1:8000/?article=a%26b%2Fc&version=1&start=10&end=21"


def test_a_refusal_says_what_was_looked_for_and_names_the_nearest_articles() -> None:
    """The reason, the question with its filters, and one link for each article, however many passages are near."""
    filters = Filters(since=NOW, as_of=NOW, sources=("post_a", "b"), languages=("en",))
    hits = (make_hit(), make_hit(), make_hit("a2", "Bridge [closed]", None))
    text, annotations = write(make_refusal(*hits, filters=filters))
    assert text.split("\n") == [
        "Nothing in the archive answers this question with enough certainty.",
        "",
        "Looked for: Is it free? (since 2025-06-01, as of 2025-06-01, in post_a, b, in en)",
        "",
        "The nearest articles:",
        "",
        f"- [Town freed]({URL}) (example-times, 2025-06-01)",
        "- [Bridge \\[closed\\]](http://127.0.0.1:8000/?article=a2&version=1&start=10&end=21)"
        " (example-times, 2025-06-01)",
    ]
    assert not annotations


@pytest.mark.parametrize("style", [CitationStyle.LINKS, CitationStyle.MARKERS])
def test_a_refusal_shows_the_closest_sentence_as_unsure(style: CitationStyle) -> None:
    """It stands with its source and address, escaped where the text is Markdown, and is no annotated citation."""
    perhaps = Perhaps("It is *free*.", make_citation())
    text, annotations = write(make_refusal(make_hit(), perhaps=perhaps), style)
    said = next(line for line in text.split("\n") if line.startswith(CLOSEST))
    shown = "\\*free\\*" if style is CitationStyle.LINKS else "*free*"
    assert said.startswith(f"{CLOSEST} “It is {shown}.” (example-times, 2025-06-01) ")
    assert URL in said
    assert not annotations
    assert is_refusal(text)


def test_the_reason_of_a_refusal_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may name a source as the user wrote it, so it is escaped as the words of articles are."""
    monkeypatch.setattr("api.dialects.rendering.explain", lambda _: "There is no source ![x](http://evil.example).")
    assert write(make_refusal())[0].startswith("There is no source !\\[x](http://evil.example).\n\n")


def test_a_refusal_as_plain_text_has_addresses_too() -> None:
    """Nothing is escaped, and an address follows its article."""
    text, _ = write(make_refusal(make_hit(title="Bridge [closed]")), CitationStyle.MARKERS)
    assert text.endswith(f"- Bridge [closed] (example-times, 2025-06-01): {URL}")


@pytest.mark.parametrize("reason", [Reason.NOT_A_QUESTION, Reason.AMBIGUOUS])
def test_what_asks_nothing_is_answered_with_suggestions(reason: Reason) -> None:
    """Small talk, and a question of several meanings, get a sentence and questions; nothing was looked for."""
    text, _ = write(make_refusal(reason=reason, suggestions=("Who is *he*?", "Who is she?")))
    assert "Looked for" not in text
    assert text.endswith("\n\n- Who is \\*he\\*?\n- Who is she?")


def test_a_step_that_says_nothing_adds_nothing() -> None:
    """What was found, and the answer after its sentences, leave the text as it is."""
    writer = MessageWriter(CitationStyle.LINKS, SERVER)
    assert writer.write(Found(())).text == ""
    assert writer.write(make_steps()[-1]).text == ""
