"""Sources by their names: the one that is spelled so, else every one that differs by case alone; never one of them."""

import re
from datetime import UTC, datetime

import pytest

from qa.language.source import find_sources, match_sources, may_name_source
from qa.question import understand
from qa.types import Question

TWINS = ("Reuters", "reuters", "BBC", "Orbit-Daily", "orbit-daily", "Wire", "wire.example", "The Herald", "Herald")


@pytest.mark.parametrize(
    ("wanted", "matched"),
    [
        (("Reuters",), ("Reuters",)),
        (("reuters",), ("reuters",)),
        (("REUTERS",), ("Reuters", "reuters")),
        (("bbc",), ("BBC",)),
        (("bbc", "BBC"), ("BBC",)),
        (("nobody",), ("nobody",)),
        (("nobody", "reUters"), ("nobody", "Reuters", "reuters")),
        ((), ()),
    ],
)
def test_the_exact_name_wins_else_all_that_differ_by_case(wanted: tuple[str, ...], matched: tuple[str, ...]) -> None:
    """No source hides another one of nearly the same name, whichever of them was stored first."""
    assert match_sources(wanted, TWINS) == matched
    assert set(match_sources(wanted, TWINS[::-1])) == set(matched)


@pytest.mark.parametrize(
    ("text", "sources", "rest"),
    [
        ("According to Reuters, who won?", ("Reuters",), ", who won?"),
        ("According to reuters, who won?", ("reuters",), ", who won?"),
        ("According to REUTERS, who won?", ("Reuters", "reuters"), ", who won?"),
        ("Who won, according to orbit-daily?", ("orbit-daily",), "Who won ?"),
        ("Who won, according to Orbit Daily?", ("Orbit-Daily", "orbit-daily"), "Who won ?"),
        ("What did wire say of it?", ("Wire", "wire.example"), "What of it?"),
        ("What did Wire say of it?", ("Wire",), "What of it?"),
        ("According to wire.example, who won?", ("wire.example",), ", who won?"),
        ("Who won, as reported in The Herald?", ("The Herald",), "Who won ?"),
        ("Who won, as reported in Herald?", ("Herald",), "Who won ?"),
        ("Did BBC report what Orbit-Daily claims?", ("BBC",), "what Orbit-Daily claims?"),
        ("Did BBC report, according to Orbit-Daily, snow?", ("Orbit-Daily",), "Did BBC report , snow?"),
        ("According to the BBCs, who won?", (), "According to the BBCs, who won?"),
        ("Who covers BBC and Reuters?", (), "Who covers BBC and Reuters?"),
        ("Has anyone said it?", (), "Has anyone said it?"),
    ],
)  # fmt: skip
def test_the_sources_that_a_question_asks_for(text: str, sources: tuple[str, ...], rest: str) -> None:
    """The longest name counts; of several sources that have it, the one that is spelled so, else all of them."""
    assert find_sources(text, TWINS) == (sources, rest)


def test_capitals_throughout_spell_no_source() -> None:
    """Where the whole question was typed in capitals, all sources that differ in case alone are asked for."""
    assert find_sources("Who won, according to Reuters?", TWINS, cased=False)[0] == ("Reuters", "reuters")
    assert find_sources("Who won, according to BBC?", TWINS, cased=False)[0] == ("BBC",)


@pytest.mark.parametrize("name", ["1999", "source 1999", "source"])
@pytest.mark.parametrize("text", ["According to {}, who won?", "Who won, according to the {}?", "What did {} say?"])
def test_the_word_source_may_stand_before_a_name(name: str, text: str) -> None:
    """A source called 1999 is asked for as "1999" and as "source 1999"; one whose name has that word, by its name."""
    assert find_sources(text.format(name), (name, "Reuters"))[0] == (name,)
    assert find_sources(text.format(f"source {name}"), (name, "Reuters"))[0] == (name,)


def test_a_question_with_no_such_phrase_needs_no_list_of_names() -> None:
    """Whether a question may name a source depends on its words alone, and is true wherever one is found."""
    assert not may_name_source("Who liberated Kobane?")
    assert may_name_source("According to nobody, who won?")


def test_no_pattern_is_built_for_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question costs no regular expression a source: of more than 512 names Python forgets the compiled ones."""
    names = [f"daily-news-{number}.com" for number in range(600)]
    question = Question("According to the Daily News 77, who won?", datetime(2025, 6, 1, tzinfo=UTC))
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("a pattern was built for a question"))
    monkeypatch.setattr(re, "_compile", lambda *_: pytest.fail("a pattern was looked for in the cache"))
    assert find_sources(question.text, names) == (("daily-news-77.com",), ", who won?")


def test_a_question_of_nothing_but_phrases_is_understood() -> None:
    """A thousand characters that introduce names which nobody has are one question without a source."""
    for words in ("according to ", "did x say ", "do does did has "):
        text = (words * 1_000)[:1_000].strip()
        assert understand(Question(text, datetime(2025, 6, 1, tzinfo=UTC)), TWINS).filters.sources == ()
