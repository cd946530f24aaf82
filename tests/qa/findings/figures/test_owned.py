"""Numbers that a sentence gives to the one asked about, and totals."""

from qa.findings.figures.owned import add_owned
from qa.findings.figures.totals import lead_with_total
from qa.findings.finding import Finding
from tests.qa.pieces import ask, read

VOTES = "Lorn won 80 votes to Roy's 60, or 57% to 43%."


def test_the_number_of_the_one_asked_about_is_as_likely_as_the_barred_one() -> None:
    """The reader found only that of the winner, or that of the loser with less; of the winner nothing changes."""
    asked = ask("How many votes did Roy get?")
    winner, loser = read(VOTES, "80", 2.0), read(VOTES, "60", -1.0)
    for found in ([winner], [winner, loser]):
        assert [(one.text, one.score) for one in add_owned(found, asked)] == [("80", 2.0), ("60", 2.0)]
    assert add_owned([winner], ask("How many votes did Lorn get?")) == [winner]
    assert add_owned([winner], ask("How many votes were cast?")) == [winner]


def test_a_total_leads_its_parts_where_a_total_is_asked_for() -> None:
    """Of parts and a whole, what the sentence calls a total is the answer; without the word the best leads."""
    part = Finding("$45 million", (read("It awarded $45 million in damages.", "$45 million", 2.0),), 2.0)
    whole = Finding("$49 million", (read("Of the total $49 million, some goes to Roy.", "$49 million", 1.0),), 1.0)
    far = Finding("$7", (read("He paid a total of $7.", "$7", -4.0),), -4.0)
    total, plain = ask("How much must Lorn pay in total?"), ask("How much must Lorn pay?")
    assert [one.text for one in lead_with_total([part, whole], total)] == ["$49 million", "$45 million"]
    assert lead_with_total([part, whole], total)[0].score == 2.0
    assert lead_with_total([part, whole], plain) == [part, whole]
    assert lead_with_total([part, far], total) == [part, far]
