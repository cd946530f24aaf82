"""Who holds an office, by the words of questions and sentences."""

import pytest

from qa.language.office import Office, ends, find_holdings, read_office


@pytest.mark.parametrize(
    "question",
    [
        "Who is the prime minister of the UK?",
        "Who is the current mayor of Lorn?",
        "Who is Harbour Bank's CEO?",
        "Who is the British monarch?",
        "Who runs the port authority?",
        "Who's in charge of the port authority?",
        "Who is at the helm of Harbour Bank?",
        "Who chairs the port authority?",
        "Who is Harbour Bank's boss now?",
        "Who is the British monarch these days?",
    ],
)
def test_questions_for_who_holds_an_office(question: str) -> None:
    """A question in the present tense with an office asks who holds it now."""
    assert read_office(question)


@pytest.mark.parametrize("question", ["Who is Ada Lorn?", "Who was the mayor of Lorn?", "Who is Ada Lorn's wife?"])
def test_other_questions(question: str) -> None:
    """A question who somebody is, or who was mayor, asks for no holder of today."""
    assert read_office(question) is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Prime Minister Ada Lorn met the British cabinet.", [("Ada Lorn", False)]),
        ("Ada Lorn, Britain’s new prime minister, spoke.", [("Ada Lorn", False)]),
        ("Ada Lorn was named British prime minister.", [("Ada Lorn", False)]),
        ("King Ben asked Lorn to form a government.", [("Lorn", False)]),
        ("Former British prime minister Ada Lorn lost her seat.", [("Ada Lorn", True)]),
        ("Britain’s former finance and prime minister Ada Lorn lost her seat.", [("Ada Lorn", True)]),
        ("Eva Obi leads, Ada Lorn prime minister and Cy Dahl her deputy.", [("Ada Lorn", False)]),
        ("Japanese Prime Minister Ada Lorn visited.", []),
        ("Ada Lorn is British deputy prime minister.", []),
    ],
)
def test_who_holds_it_by_a_sentence(sentence: str, said: list[tuple[str, bool]]) -> None:
    """A holder is named beside the office, or takes it; a former one and that of another country do not hold it."""
    office = read_office("Who is the prime minister of the UK?")
    assert office
    found = [(sentence[one.start : one.end], one.ended) for one in find_holdings(sentence, office, "British politics")]
    assert found == said


def test_who_forms_a_government_is_none_of_its_ministers() -> None:
    """To form a government makes one the prime minister: it does not make one his own finance minister."""
    office = read_office("Who is Lorn's finance minister?")
    assert office
    assert not list(find_holdings("King Ben asked Lorn to form a government.", office, "Lorn takes over"))


@pytest.mark.parametrize(
    ("sentence", "ended"),
    [
        ("Lorn resigned on Monday.", True),
        ("The mayor took office after the death of Ada Lorn.", True),
        ("Lorn was ousted by her party.", True),
        ("Lorn announced her departure.", True),
        ("Lorn has said that the departure of key advertisers hurt.", False),
        ("Lorn might resign on Monday, or stay.", False),
        ("Lorn refused to resign.", False),
        ("Lorn opened the bridge.", False),
        ("Former mayor Ada Lorn opened the bridge.", True),
        ("Former finance minister Ada Lorn opened the bridge.", False),
    ],
)
def test_what_ends_an_office(sentence: str, ended: bool) -> None:
    """Who resigned, died or was ousted holds it no more; who refused to does, and who left another office."""
    assert ends(sentence, "Lorn", Office("mayor", frozenset())) is ended


@pytest.mark.parametrize(
    ("sentence", "attached"),
    [
        ("North Carolina Gov. Ada Lorn spoke.", [True]),
        ("The governor of North Carolina, Ada Lorn, spoke.", [True]),
        ("They came from Texas and North Carolina, Gov. Ada Lorn said.", [False]),
        ("Florida Gov. Ada Lorn spoke of North Carolina.", []),
        ("North Carolina was calm; in neighbouring Holm, Gov. Ada Lorn was re-elected.", []),
    ],
)
def test_whose_governor_it_is(sentence: str, attached: list[bool]) -> None:
    """The state stands beside the title; another state beside it says that it is not the one asked about."""
    office = read_office("Who is governor of North Carolina?")
    assert office
    assert [one.attached for one in find_holdings(sentence, office, "")] == attached


@pytest.mark.parametrize(
    ("question", "sentence", "named"),
    [
        ("Who runs Lumo?", "Lumo Chairman and Chief Executive Officer Ada Lorn agreed.", "Ada Lorn"),
        ("Who is Lumo's boss?", "Ada Lorn, the head of Lumo, agreed.", "Ada Lorn"),
        ("Who is in charge of Tarn park?", "Tarn National Park Superintendent Ada des Lorn agreed.", "Ada des Lorn"),
        ("Who leads Holm's police?", "Holm Police Commissioner Ada Lorn agreed.", "Ada Lorn"),
        ("Who is the head of world football?", "FIFA president Ada Lorn agreed.", "Ada Lorn"),
        ("Who leads the World Health Organization?", "Ada Lorn, the head of the WHO, agreed.", "Ada Lorn"),
        ("Who leads the World Health Organization?", "Ada Lorn, who leads Lumo as its head, agreed.", None),
        ("Who heads the UN?", "Ada Lorn, head of the UN Weather Programme, agreed.", None),
        ("Who runs Holm?", "Ada Lorn, police commissioner of Holm, agreed.", None),
        ("Who is the head of NASA?", "Ada Lorn, NASA flight director, agreed.", None),
        ("Who runs Lumo?", "Ben Roy, Lumo director Ada Lorn and others agreed.", "Ada Lorn"),
    ],
)
def test_who_runs_a_body_has_a_title_of_the_whole_of_it(question: str, sentence: str, named: str | None) -> None:
    """Any title of the whole body will do, by any of its names; one of a part of it, or beside it, will not."""
    office = read_office(question)
    assert office
    found = [sentence[one.start : one.end] for one in find_holdings(sentence, office, "") if one.attached]
    assert found == ([named] if named else [])
