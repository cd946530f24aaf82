"""Questions that no single span answers, asked of the example corpus with the real reader."""

import pytest

from bench.yesno import rate, read_cases
from index.library import Library
from qa.answer import answer, answer_in_steps
from qa.reading.reader import Reader, open_reader
from qa.types import Agreement, Answer, Found, Question
from tests.conftest import NOW


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The packaged reader."""
    opened = open_reader(threads=2)
    assert opened
    return opened


def ask(question: str, library: Library, reader: Reader) -> Answer:
    """Ask a question now."""
    return answer(Question(question, NOW), library, reader)


def texts(said: Answer) -> list[str]:
    """Return the texts of the findings."""
    return [finding.text for finding in said.findings]


def test_both_parts_of_a_question_are_answered(examples: Library, reader: Reader) -> None:
    """When and where: each has a finding and a sentence of its own or the same one."""
    said = ask("When and where was Elizabeth Holmes sentenced?", examples, reader)
    assert (texts(said), said.unanswered) == (["Friday", "San Jose"], ())


def test_a_pronoun_means_the_answer_of_the_part_before(examples: Library, reader: Reader) -> None:
    """Whom he beat: the one who won, by the answer to the first question."""
    said = ask("Who bought Twitter and how much did he pay?", examples, reader)
    assert texts(said) == ["Elon Musk", "44 billion dollars"]


def test_a_part_without_a_name_is_about_the_event_of_the_one_before(examples: Library, reader: Reader) -> None:
    """The score is that of the match, in the article that names the winner; the turnout that of the election."""
    said = ask("Who won the World Cup final in 2022 and what was the score?", examples, reader)
    assert texts(said) == ["Argentina", "3-3"]
    assert len({one.article for one in said.citations}) == 1
    said = ask("Who won the British election and what was the turnout?", examples, reader)
    assert (texts(said), said.unanswered) == (["Labour", "60 per cent"], ())


def test_the_part_without_an_answer_is_named(examples: Library, reader: Reader) -> None:
    """Where the archive answers one of two questions, the other one is listed as unanswered."""
    said = ask("Who liberated Kobane and what is the price of petrol in Germany?", examples, reader)
    assert said.short == "The Kurdish People's Protection Units (YPG)"
    assert ["petrol" in part for part in said.unanswered] == [True]


def test_two_questions_without_an_answer_are_declined(examples: Library, reader: Reader) -> None:
    """Where neither part has enough evidence, the whole is declined."""
    said = ask("What is the price of petrol in Germany and how tall is the Eiffel tower?", examples, reader)
    assert said.status == "declined"


def test_a_comparison_names_the_side_with_more(examples: Library, reader: Reader) -> None:
    """The answer is the name of one side, and stands in its quote."""
    said = ask("Who was sentenced to more years, Holmes or Balwani?", examples, reader)
    assert (said.short, said.agreement) == ("Ramesh Balwani", Agreement.SINGLE)
    assert "Balwani" in said.text


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who is the president of France?", "Emmanuel Macron"),
        ("Who is the prime minister of Britain?", "Keir Starmer"),
        ("Who is the chancellor of the exchequer?", "Rachel Reeves"),
        ("Can you tell me who the president of France is, please?", "Emmanuel Macron"),
        ("What is the latest death toll of the earthquakes in Turkey and Syria?", "more than 23,000 people"),
    ],
)
def test_what_holds_now_is_said_by_the_newest_article(
    examples: Library, reader: Reader, question: str, short: str
) -> None:
    """The holder of an office, and a toll that grew, are those of the newest article."""
    assert ask(question, examples, reader).short == short


def test_words_are_those_of_who_is_asked_about(examples: Library, reader: Reader) -> None:
    """What somebody said is a clause behind his name."""
    said = ask("What did Erdogan say about Kobane?", examples, reader)
    assert said.sentences
    assert "Erdo" in said.sentences[0].text


def test_sources_come_before_a_form_is_decided(
    examples: Library, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first step has the passages, whatever the form of the question takes afterwards."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("qa.answer.decide", fail)
    steps = answer_in_steps(Question("When and where was Elizabeth Holmes sentenced?", NOW), examples, reader)
    first = next(steps)
    assert isinstance(first, Found)
    assert first.hits
    with pytest.raises(ZeroDivisionError):
        next(steps)


@pytest.mark.parametrize("question", ["Who liberated Kobane?", "Who liberated Kobani?", "who freed kobane"])
def test_a_town_is_freed_by_one_force_however_it_is_asked(question: str, examples: Library, reader: Reader) -> None:
    """Another spelling of the town, and another verb of the same meaning, change nothing."""
    assert ask(question, examples, reader).short == "The Kurdish People's Protection Units (YPG)"


@pytest.mark.slow
def test_questions_for_yes_or_no_are_answered(examples: Library, reader: Reader) -> None:
    """Of our questions over the examples 32 of 65 are answered rightly, at most two wrongly, and none of the others."""
    said = rate(read_cases("examples"), examples, reader)
    assert said["right"] >= 32
    assert said["wrong"] <= 2
    assert said["others_answered"] == 0
