"""`dateline ask` with short answers: one, a list, or several that cannot all be right; dates; hostile text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa.language.when import Precision, Resolved
from qa.types import Agreement, ReadCount, Sentence, ShortAnswer
from tests.api.commands.conftest import ANSWERED, CITATION, DECLINED, Desk, run, write_lines

SECOND = replace(CITATION, n=2, source="harbour-post", published=datetime(2015, 3, 3, tzinfo=UTC), note=None)
THIRD = replace(CITATION, n=3, published=datetime(2015, 3, 16, tzinfo=UTC))
COLOUR = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
MONDAY = Resolved(date(2015, 1, 26), Precision.DAY, "Monday", relative=True)


def shorts_of(output: str) -> list[str]:
    """Return the lines above the sentences."""
    return output.partition("\n\n")[0].splitlines()


def test_a_list_is_a_line_each_with_its_proofs(desk: Desk) -> None:
    """Every answer of a list is above the sentences, with the numbers of its own citations."""
    findings = (ShortAnswer("the YPG", (1, 2)), ShortAnswer("peshmerga\ngunners", (2,)))
    desk.answer = replace(
        ANSWERED, short=None, agreement=Agreement.LIST, findings=findings, citations=(CITATION, SECOND)
    )
    assert shorts_of(run("ask", "Who?").stdout) == ["- the YPG [1] [2]", "- peshmerga gunners [2]"]


def test_what_was_cut_short_says_so(desk: Desk) -> None:
    """An answer or a refusal that was stopped early says how many passages were read; others do not."""
    assert "stopped reading early" not in run("ask", "Who?").stdout
    for whole in (ANSWERED, DECLINED):
        desk.answer = replace(whole, agreement=Agreement.UNKNOWN, read=ReadCount(6, 10))
        output = run("ask", "Who?").stdout
        assert "The time limit stopped reading early: 6 of 10 passages were read.\n" in output
        assert not output.startswith("- ")


def test_what_cannot_all_be_right_is_a_line_each_with_date_and_outlet(desk: Desk) -> None:
    """Each disagreeing answer, the newest first, has its sources and dates; the verb agrees."""
    findings = (ShortAnswer("412", (1,)), ShortAnswer("1,013", (1, 2, 3)), ShortAnswer("27", (1, 3)))
    citations = (CITATION, SECOND, THIRD)
    desk.answer = replace(ANSWERED, agreement=Agreement.DISAGREE, findings=findings, citations=citations)
    january, third, march = "example-times on 26 January 2015", "harbour-post on 3 March 2015", "16 March 2015"
    assert shorts_of(run("ask", "How many?").stdout) == [
        "The articles give different answers:",
        f"- 1,013, say {january} [1], {third} [2] and example-times on {march} [3]",
        f"- 27, says {january} [1] and example-times on {march} [3]",
        f"- 412, says {january} [1]",
    ]


@pytest.mark.parametrize(
    ("resolved", "said"),
    [
        (MONDAY, "on Monday (26 January 2015) [1]"),
        (replace(MONDAY, precision=Precision.WEEK), "on Monday (the week of 26 January 2015) [1]"),
        (replace(MONDAY, precision=Precision.MONTH), "on Monday (January 2015) [1]"),
        (replace(MONDAY, precision=Precision.YEAR), "on Monday (2015) [1]"),
        (None, "on Monday [1]"),
    ],
)
def test_a_relative_date_says_what_it_means(desk: Desk, resolved: Resolved | None, said: str) -> None:
    """The words of the article are followed by the day, week, month or year that they mean."""
    desk.answer = replace(ANSWERED, short="on Monday", findings=(ShortAnswer("on Monday", (1,), 0.9, resolved),))
    assert shorts_of(run("ask", "When?").stdout) == [said]


def test_an_unsure_answer_says_perhaps(desk: Desk) -> None:
    """A short answer of little confidence is not stated as a fact, as on the page."""
    for confidence, said in (
        (0.13, "Unlikely: 412 [1]"), (0.2, "Perhaps: 412 [1]"), (0.39, "Perhaps: 412 [1]"), (0.4, "412 [1]"),
        (None, "412 [1]"),
    ):  # fmt: skip
        desk.answer = replace(ANSWERED, findings=(ShortAnswer("412", (1,), confidence),))
        assert shorts_of(run("ask", "How many?").stdout) == [said]


def test_a_date_on_which_articles_differ_has_its_meaning_before_who_says_so(desk: Desk) -> None:
    """The resolved date follows the words, and the source follows both."""
    findings = (ShortAnswer("Monday", (1,), 0.9, MONDAY), ShortAnswer("27 January 2015", (2,)))
    desk.answer = replace(ANSWERED, agreement=Agreement.DISAGREE, findings=findings, citations=(CITATION, SECOND))
    assert shorts_of(run("ask", "When?").stdout)[1:] == [
        "- 27 January 2015, says harbour-post on 3 March 2015 [2]",
        "- Monday (26 January 2015), says example-times on 26 January 2015 [1]",
    ]


@pytest.mark.parametrize(
    ("words", "quote", "shown"),
    [
        ("art", "No party has art.", "No party has <art>."),
        ("12", "2012: 12.5 or 12,000, then 12.", "2012: 12.5 or 12,000, then <12>."),
        ("US", "Tell us what the US said.", "Tell us what the <US> said."),
        ("a.*b (c)", "aXXb (c) a.*b (c)", "aXXb (c) <a.*b (c)>"),
        ("Units\n(YPG)", "The Units  (YPG)", "The <Units  (YPG)>"),
        ("北京", "他在北京市。", "他在<北京>市。"),
        ("nowhere", "It is not here.", "It is not here."),
    ],
)
def test_what_answers_is_marked_where_it_stands_in_the_quote(desk: Desk, words: str, quote: str, shown: str) -> None:
    """Answers are highlighted as whole words, with any punctuation and white space, else within a word."""
    desk.answer = replace(
        ANSWERED,
        findings=(ShortAnswer(words, (1,)),),
        sentences=(Sentence("Said.", (1,)),),
        citations=(replace(CITATION, quote=quote),),
    )
    output = run("ask", "Who?", env=COLOUR).stdout.replace("\x1b[1;32m", "<").replace("\x1b[0m", ">")
    assert f"    “{shown}”\n" in output


def test_only_what_a_citation_says_is_marked_in_its_quote(desk: Desk) -> None:
    """A quote that is cited for one answer does not highlight another answer's words."""
    findings = (ShortAnswer("Units", (1,)), ShortAnswer("Kobane", (2,)))
    desk.answer = replace(ANSWERED, agreement=Agreement.LIST, findings=findings, citations=(CITATION, SECOND))
    first, second = run("ask", "Who?", env=COLOUR).stdout.split("“")[1:]
    assert ("\x1b[1;32mUnits" in first, "\x1b[1;32mKobane" in first) == (True, False)
    assert ("\x1b[1;32mUnits" in second, "\x1b[1;32mKobane" in second) == (False, True)


def test_markup_in_a_short_answer_is_text(desk: Desk) -> None:
    """Text that rich could parse as markup is printed, and highlighted in the quote, unchanged."""
    words = "[red]He[/red] [link=x]said[/] :smile:"
    desk.answer = replace(
        ANSWERED,
        findings=(ShortAnswer(words, (1,)),),
        sentences=(Sentence(f"{words}.", (1,)),),
        citations=(replace(CITATION, quote=f"{words}."),),
    )
    assert run("ask", "Who?").stdout.startswith(f"{words} [1]\n\n{words}. [1]\n")
    assert f"“\x1b[1;32m{words}\x1b[0m.”" in run("ask", "Who?", env=COLOUR).stdout


def test_no_article_commands_the_terminal(desk: Desk) -> None:
    """Control sequences in any text of an answer are removed, and the text around them stays."""
    evil = "be\x1b]0;owned\x07\x1b[2J\x9b31m\x00low\r"
    citation = replace(CITATION, quote=evil, title=evil, source=evil, url=evil, link=evil, note=evil)
    desk.answer = replace(
        ANSWERED, findings=(ShortAnswer(evil, (1,)),), sentences=(Sentence(evil, (1,)),), citations=(citation,)
    )
    for agreement in Agreement:
        desk.answer = replace(desk.answer, agreement=agreement)
        output = run("ask", "Who?").stdout
        assert output.count("be]0;owned[2J31mlow") >= 6
        assert not set(output) & set("\x00\x07\r\x1b\x9b")


def test_ask_opens_the_reader_it_is_told_to(desk: Desk) -> None:
    """The flag names the reader, else the environment."""
    run("ask", "Who?", "--reader", "folder")
    run("ask", "Who?", env={"DATELINE_READER": "elsewhere"})
    assert desk.readers == ["folder", "elsewhere"]


def test_a_reader_that_is_not_there_is_one_sentence(filled: Path) -> None:
    """A missing reader is reported with exit code 1, before anything is answered."""
    result = run("ask", "Who?", "--data", str(filled), "--reader", "./nowhere")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "'./nowhere'" in result.stderr


def test_a_missing_index_is_told_before_a_reader_is_opened(tmp_path: Path) -> None:
    """Without an index, the missing index is reported before the reader."""
    result = run("ask", "Who?", "--data", str(tmp_path / "none"), "--reader", "./nowhere")
    assert result.exit_code == 1
    assert "there is no index" in result.stderr


def test_evaluate_and_demo_take_the_reader_too(filled: Path, tmp_path: Path) -> None:
    """Both refuse a missing reader as `ask` does."""
    questions = write_lines(tmp_path / "questions.jsonl", {"question": "Who?"})
    for arguments in (["evaluate", str(questions)], ["demo"]):
        result = run(*arguments, "--data", str(filled), "--reader", "./nowhere")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "'./nowhere'" in result.stderr
