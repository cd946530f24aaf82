"""Posts, numbers and times of a small town's paper, asked end to end: what no article says has no answer."""

import pytest

from index.library import Library
from qa.answer import ask
from qa.reading.reader import Reader, open_reader
from tests.conftest import fill, write_article

STRIKE = (
    "Dock workers in Port Amble went back to work on Wednesday after nine days on strike, the union said. Dana Voss,"
    " secretary of the dockers' union, said that the harbour authority had agreed to raise wages by 6 percent."
    " The strike began on March 5, when 212 crane drivers walked out."
)
FERRY = (
    "The ferry Lady Ines ran aground off Port Amble on Monday night with 84 passengers on board. No one was hurt."
    " Coastguard spokeswoman Ruth Kellaway said the ship had lost power. The mayor of Holm, Ines Aldana, praised the"
    " crews of the lifeboats."
)
MUSEUM = (
    "Port Amble's council voted on Tuesday against a new maritime museum. Councillor Tom Bright, who had proposed the"
    " museum, said that he would not resign. Bright's wife, Carla Dunn, designed the building. Hugo Stern, who chairs"
    " the planning committee, called the vote a sad day."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The packaged reader with its checker."""
    opened = open_reader()
    assert opened
    return opened


@pytest.fixture
def archive(library: Library) -> Library:
    """Three articles of one town."""
    fill(
        library,
        write_article("Harbour strike ends after nine days", STRIKE),
        write_article("Ferry runs aground off Port Amble", FERRY),
        write_article("Council votes against new museum", MUSEUM),
    )
    return library


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who is the mayor of Holm?", "Ines Aldana"),
        ("Who is the secretary of the dockers' union?", "Dana Voss"),
        ("Who is the chair of the planning committee?", "Hugo Stern"),
        ("Who is Tom Bright's wife?", "Carla Dunn"),
        ("Who is Carla Dunn's husband?", "Bright"),
        ("How many people were on board?", "84"),
        ("When did the strike begin?", "March 5"),
    ],
)
def test_what_an_article_says_is_answered(archive: Library, reader: Reader, question: str, short: str) -> None:
    """The holder of a post, a relative, a number and a time are named from three articles as from thousands."""
    assert ask(question, archive, reader).short == short


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Port Amble?",
        "Who is the president of the dockers' union?",
        "Who is the captain of the Lady Ines?",
        "Who is the harbour master of Port Amble?",
        "Who is Dana Voss's lawyer?",
        "Who won the election in Port Amble?",
        "How many people died when the ferry ran aground?",
    ],
)
def test_what_no_article_says_is_declined(archive: Library, reader: Reader, question: str) -> None:
    """Nobody is named for a post that no sentence gives him, nor a number for another thing."""
    answer = ask(question, archive, reader)
    assert answer.short is None
    assert answer.reason is not None
