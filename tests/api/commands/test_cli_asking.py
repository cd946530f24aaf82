"""`dateline ask` and `search`: the output, and the exit code."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.wire.answers import AnswerBody, show_answer
from api.wire.hits import SearchBody, show_search
from api.wire.refusals import CLOSEST, REASONS
from index.search.spelling import Correction
from index.types import Filters
from qa.types import Answer, Family, IndexState, Perhaps, Reason, SearchResult, Sentence
from tests.api.commands.conftest import ANSWERED, CITATION, DECLINED, FOUND, HIT, QUOTE, Desk, run


def test_an_answer_is_printed_with_its_sources(desk: Desk) -> None:
    """Below the answer each citation has its number, title, source, day, note, quote and URL."""
    result = run("ask", "Who liberated Kobane?")
    assert result.exit_code == 0
    assert result.stdout == (
        "People's Protection Units (YPG) [1]\n"
        "\n"
        f"{QUOTE} [1]\n"
        "\n"
        "[1] Kobane is free\n"
        "    example-times, 26 January 2015, since corrected, also word for word in 2 more\n"
        f"    “{QUOTE}”\n"
        "    https://example.org/kobane\n"
    )


@pytest.mark.parametrize(
    ("family", "said"),
    [
        (Family(), ""),
        (Family(copies=1), ", 1 copy of this article"),
        (Family(copies=2), ", 2 copies of this article"),
        (Family(copies=3, verbatim=1), ", also word for word in 1 more, 2 more copies of this article"),
    ],
)
def test_a_copy_is_not_said_to_hold_the_quote_unseen(desk: Desk, family: Family, said: str) -> None:
    """Copies that contain the quote are counted as word for word; the others as copies of the article."""
    desk.answer = replace(ANSWERED, citations=(replace(CITATION, family=family),))
    assert f"    example-times, 26 January 2015, since corrected{said}\n" in run("ask", "Who?").stdout


def test_a_declined_question_says_why_and_what_came_near(desk: Desk) -> None:
    """The reason is a sentence, the nearest passages follow, and the exit code is 3."""
    desk.answer = DECLINED
    result = run("ask", "Who liberated Kobane?")
    assert result.exit_code == 3
    assert result.stdout.startswith("Nothing in the archive answers this question with enough certainty.\n")
    assert "- Kobane is free\n    example-times, 26 January 2015, id siege\n" in result.stdout
    assert QUOTE in result.stdout


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence(desk: Desk, reason: Reason) -> None:
    """Every reason has a sentence."""
    desk.answer = replace(DECLINED, reason=reason)
    result = run("ask", "Who?")
    assert result.exit_code == 3
    assert REASONS[reason] in result.stdout
    assert reason.value not in result.stdout


def test_an_empty_index_says_how_to_fill_it(desk: Desk) -> None:
    """Both commands say that an index is empty."""
    desk.answer = replace(DECLINED, near=(), index=IndexState(0, 0, None))
    desk.found = SearchResult((), Filters(), IndexState(0, 0, None))
    for command in ("ask", "search"):
        assert run(command, "Who?").stdout == "The index is empty. Add articles with `dateline ingest PATH`.\n"


def test_passages_are_printed_best_first(desk: Desk) -> None:
    """Each hit has its rank, title, source, day, text and URL; an empty result is a sentence."""
    other = replace(HIT, head=replace(HIT.head, title="Another", url=None))
    desk.found = replace(FOUND, hits=(HIT, other))
    lines = run("search", "Kobane").stdout.splitlines()
    assert [line for line in lines if line and line[0] != " "] == ["1. Kobane is free", "2. Another"]
    assert lines.count("    https://example.org/kobane") == 1
    desk.found = replace(FOUND, hits=())
    assert run("search", "Kobane").stdout == "Nothing was found.\n"


def test_corrected_words_are_named_first(desk: Desk) -> None:
    """Answers, refusals and passages begin with a line for each word that was searched for in another spelling."""
    corrected = (Correction("erthquake", "earthquake"), Correction("poeple", "people"))
    lines = "Searched for 'earthquake' instead of 'erthquake'.\nSearched for 'people' instead of 'poeple'.\n"
    desk.found = replace(FOUND, corrected=corrected)
    for answer in (ANSWERED, DECLINED):
        desk.answer = replace(answer, corrected=corrected)
        assert run("ask", "Who?").stdout == lines + run_without_corrections(desk, answer)
    assert run("search", "Who?").stdout.startswith(f"{lines}1. Kobane is free\n")
    body = json.loads(run("search", "Who?", "--json").stdout)
    assert body["corrected"][0] == {"from": "erthquake", "to": "earthquake"}


def run_without_corrections(desk: Desk, answer: Answer) -> str:
    """Return what is printed of an answer to a question that was spelled right."""
    corrected, desk.answer = desk.answer, answer
    printed = run("ask", "Who?").stdout
    desk.answer = corrected
    return printed


def test_the_corrected_words_are_highlighted(desk: Desk) -> None:
    """Where there is no short answer, it is the words searched for that are coloured, not those typed."""
    corrected = (Correction("libreated", "liberated"),)
    desk.answer = replace(ANSWERED, short=None, findings=(), corrected=corrected)
    env = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
    assert "\x1b[1;32mliberated\x1b[0m" in run("ask", "Who libreated Kobane?", env=env).stdout


def test_a_filter_that_keeps_nothing_is_named(desk: Desk) -> None:
    """Below the reason of a refusal, and below an empty result, stands the hint."""
    hint = "No source is called 'BBC'. Known sources: 'example-times'."
    desk.answer = replace(DECLINED, reason=Reason.NOTHING_FOUND, near=(), hint=hint)
    desk.found = replace(FOUND, hits=(), hint=hint)
    assert run("ask", "Who?").stdout == f"Nothing in the archive matches this question.\n{hint}\n"
    assert run("search", "Who?").stdout == f"Nothing was found.\n{hint}\n"


def test_json_is_the_object_that_http_sends(desk: Desk) -> None:
    """--json prints what HTTP sends: the answer, declined or not, and the search result."""
    assert AnswerBody.model_validate_json(run("ask", "Who?", "--json").stdout) == show_answer(ANSWERED)
    assert SearchBody.model_validate_json(run("search", "Who?", "--json").stdout) == show_search(FOUND)
    desk.answer = DECLINED
    declined = run("ask", "Who?", "--json")
    assert declined.exit_code == 3
    assert AnswerBody.model_validate_json(declined.stdout) == show_answer(DECLINED)


def test_what_answers_is_highlighted_on_a_terminal_only(desk: Desk) -> None:
    """A terminal shows the short answer bold, and coloured in sentence and quote; a pipe, or NO_COLOR, no escape."""
    coloured = run("ask", "Who liberated Kobane?", env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"})
    assert coloured.stdout.startswith(f"\x1b[1m{ANSWERED.short}\x1b[0m [1]\n")
    assert coloured.stdout.count(f"\x1b[1;32m{ANSWERED.short}\x1b[0m") == 2
    assert "\x1b" not in run("ask", "Who?").stdout
    assert "\x1b" not in run("ask", "Who?", env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}).stdout


def test_without_a_short_answer_the_words_of_the_question_are_highlighted(desk: Desk) -> None:
    """Content words of the question are highlighted as whole words in any case; `who` and parts of words are not."""
    desk.answer = replace(ANSWERED, short=None, findings=())
    env = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
    shown = run("ask", "Who LIBERATED kobane, and how? Prot", env=env).stdout
    assert "\x1b[1;32mliberated\x1b[0m" in shown
    assert "\x1b[1;32mKobane\x1b[0m" in shown
    assert "\x1b[1;32mProt\x1b[0m" not in shown


def test_long_quotes_are_wrapped_on_a_terminal_and_whole_in_a_pipe(desk: Desk) -> None:
    """A narrow terminal wraps the quote with its indent; a pipe gets it on one line."""
    narrow = run("ask", "Who?", env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "40"})
    assert f"    “{QUOTE}”\n" not in narrow.stdout
    assert max(map(len, narrow.stdout.splitlines())) <= 40
    assert f"    “{QUOTE}”\n" in run("ask", "Who?").stdout


def test_markup_in_an_article_is_text(desk: Desk) -> None:
    """Brackets that rich could parse as markup are printed unchanged."""
    quote = "[bold]He said[/bold] :smile: [/]"
    desk.answer = replace(ANSWERED, sentences=(Sentence(quote, (1,)),), citations=(replace(CITATION, quote=quote),))
    assert f"“{quote}”" in run("ask", "Who?").stdout


def test_no_invisible_character_reorders_what_is_printed(desk: Desk) -> None:
    """Invisible characters stored by an earlier version are not shown; JSON has the exact quote."""
    forged = replace(CITATION, title="\u202eKobane\u202c is free", source="example\u2067-times", quote=f"\u202e{QUOTE}")
    desk.answer = replace(ANSWERED, citations=(forged,))
    shown = run("ask", "Who?").stdout
    assert "[1] Kobane is free\n    example-times, " in shown
    assert f"    “{QUOTE}”\n" in shown
    assert AnswerBody.model_validate_json(run("ask", "Who?", "--json").stdout).citations[0].quote == forged.quote


def test_filters_are_read_as_http_reads_them(desk: Desk) -> None:
    """A bare day means its start for --since, and its end for --until and --as-of."""
    flags = [
        "--since",
        "2015-01-01",
        "--until",
        "2015-01-31",
        "--as-of",
        "2015-02-01",
        "--source",
        "a",
        "--source",
        "b",
    ]
    run("ask", "Who?", *flags, "--language", "EN", "--max-sentences", "1")
    expected = Filters(
        since=datetime(2015, 1, 1, tzinfo=UTC),
        until=datetime(2015, 1, 31, 23, 59, 59, tzinfo=UTC),
        as_of=datetime(2015, 2, 1, 23, 59, 59, tzinfo=UTC),
        sources=("a", "b"),
        languages=("en",),
    )
    run("search", "Who?", *flags, "--language", "EN", "-k", "7")
    assert [question.filters for question in desk.asked] == [expected, expected]
    assert (desk.asked[0].max_sentences, desk.k) == (1, 7)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([" "], "question is empty"),
        (["x" * 1001], "longer than 1,000"),
        (["Who?", "--since", "yesterday"], "'yesterday' is not an ISO 8601 date"),
        (["Who?", "--since", "2016-01-01", "--until", "2015-01-01"], "the range is empty"),
        (["Who?", "--language", "?"], "not a language code"),
        (["Who\x00?"], "question contains a control character (U+0000 at character 4), which is not text"),
        (["Who \udcff won?"], "question contains half of a surrogate pair (U+DCFF at character 5), which is not text"),
        (["Who?", "--max-sentences", "11"], "--max-sentences"),
    ],
)
def test_a_question_that_makes_no_sense_is_wrong_usage(desk: Desk, arguments: list[str], named: str) -> None:
    """What HTTP refuses with 422 is exit code 2 here, before anything is asked."""
    result = run("ask", *arguments)
    assert result.exit_code == 2
    assert named in result.stderr
    assert desk.asked == []


def test_a_question_needs_no_quotes(desk: Desk) -> None:
    """Several words are one question; flags may follow them."""
    run("ask", "Who", "liberated", "Kobane", "--max-sentences", "2")
    assert (desk.asked[-1].text, desk.asked[-1].max_sentences) == ("Who liberated Kobane", 2)


@pytest.mark.parametrize(
    ("given", "highest"), [(("ask", "Who?", "--max-sentences", "99"), 10), (("search", "Who?", "-k", "0"), 100)]
)
def test_a_number_out_of_range_is_said_in_one_sentence(given: tuple[str, ...], highest: int) -> None:
    """The sentence names the flag and the numbers that it takes."""
    result = run(*given)
    assert result.exit_code == 2
    assert f"Invalid value for '{given[2]}': it must be a number from 1 to {highest}\n" in result.output


def test_a_refusal_shows_the_closest_sentence(desk: Desk) -> None:
    """It says that the sentence may not answer, and from which source it is."""
    desk.answer = replace(DECLINED, perhaps=Perhaps(QUOTE, CITATION))
    said = " ".join(run("ask", "Who?").stdout.split())
    assert f"{CLOSEST} “{QUOTE}” (example-times, 26 January 2015)" in said
