"""What holds now: who has an office by the newest article, the newest figure, and what did not happen at all."""

from datetime import UTC, datetime

import pytest

from index.types import Hit
from qa.findings.comparison.agreement import group
from qa.findings.figures.development import lead_with_newest
from qa.findings.persons.holders import find_holder
from qa.findings.persons.successors import find_successor
from qa.findings.premise import find_contrary
from tests.qa.pieces import ask, take, write_hit

MAYOR = ask("Who is the mayor of Lorn?")
TOLL = ask("How many people died in Lorn?")


def hit(text: str, day: int, title: str = "News of Lorn") -> Hit:
    """Return the passage of an article of that day in January."""
    return write_hit(text, f"a{day}", title=title, published=datetime(2015, 1, day, tzinfo=UTC))


def test_the_newest_article_says_who_holds_an_office() -> None:
    """A later mayor leads, whoever is named more often before."""
    hits = [hit("Mayor Ada Obi spoke.", 1), hit("Mayor Ada Obi left.", 2), hit("Mayor Ben Roy took office.", 9)]
    holder = find_holder(MAYOR, hits, ())
    assert holder
    assert (holder.finding.text, holder.left) == ("Ben Roy", False)


def test_who_resigned_holds_no_office() -> None:
    """A later article that says so beats the newest one that calls her mayor; then nobody is claimed."""
    hits = [hit("Mayor Ada Obi spoke in Lorn.", 1), hit("Obi resigned on Monday.", 9)]
    holder = find_holder(MAYOR, hits, ())
    assert holder
    assert holder.left
    assert holder.finding.extracts[0].hit is hits[1]


def test_who_is_said_to_take_the_place_of_the_last_holder_holds_the_office() -> None:
    """The sentence that tells of the departure may name the next one, though nobody calls him the holder yet."""
    hits = [hit("Lumo CEO Ada Obi spoke.", 1), hit("Ben Roy’s return to Lumo and the ouster of Obi surprised all.", 9)]
    holder = find_holder(ask("Who is Lumo's boss now?"), hits, ())
    assert holder
    assert (holder.finding.text, holder.left) == ("Ben Roy", False)


def test_who_beat_the_holder_in_an_election_holds_the_office() -> None:
    """The one who is elected follows the mayor whom she defeats."""
    hits = [hit("Mayor Ada Obi spoke.", 1), hit("Eva Roy was elected mayor on Monday, defeating Mayor Ada Obi.", 9)]
    holder = find_holder(MAYOR, hits, ())
    assert holder
    assert (holder.finding.text, holder.left) == ("Eva Roy", False)


def test_the_chairman_runs_a_body_only_where_nobody_else_does() -> None:
    """A newer article on the chairman changes nothing, unless no other title is found."""
    chair = hit("Lumo chairman Cy Dahl spoke.", 9)
    asked = ask("Who runs Lumo?")
    for hits, name in (([hit("Lumo CEO Ada Obi spoke.", 1), chair], "Ada Obi"), ([chair], "Cy Dahl")):
        holder = find_holder(asked, hits, ())
        assert holder
        assert holder.finding.text == name


@pytest.mark.parametrize(
    "told",
    [
        "Her successor is Ben Roy, a banker.",
        "She will be succeeded by Ben Roy.",
        "Ben Roy, a banker, will replace her.",
        "The town was quiet.",
    ],
)
def test_who_comes_after_one_that_resigned_holds_the_office(told: str) -> None:
    """The sentence behind the one that tells of a departure may name who came instead; else nobody is claimed."""
    hits = [
        hit("Lorn said so. Mayor Ada Obi spoke.", 1),
        hit(f"Ada Obi resigned as mayor of Lorn on Monday. {told}", 9),
    ]
    holder = find_holder(MAYOR, hits, ())
    assert holder
    assert (holder.finding.text, holder.left) == (("Obi", True) if "quiet" in told else ("Ben Roy", False))


def test_other_questions_have_no_holder() -> None:
    """Only a question for the holder of an office gets one."""
    assert find_holder(TOLL, [hit("Mayor Ada Obi spoke.", 1)], ()) is None


def test_the_newest_toll_leads() -> None:
    """A later, greater toll of the same place leads; a smaller one, and that of another place, does not."""
    best = take(hit("The flood in Lorn killed 412 people.", 1), "412", 2.0)
    newer = take(hit("The flood in Lorn has killed 1,013 people.", 3), "1,013", 0.5)
    smaller = take(hit("A bus in Lorn killed 15 people.", 5), "15", 1.0)
    elsewhere = take(hit("The storm in Obi killed 9,000.", 5, title="Obi"), "9,000", 1.0)
    found = lead_with_newest(group([best, newer, smaller, elsewhere], TOLL.kind), TOLL)
    assert found[0].text == "1,013"


def test_those_who_fell_ill_grow_in_number() -> None:
    """How many fell ill is a figure that grows, as a toll does: the later one leads."""
    asked = ask("How many patients fell ill in Lorn?")
    first = take(hit("17 patients fell ill in Lorn.", 1), "17", 2.0)
    newer = take(hit("The number of patients who fell ill in Lorn rose to 29.", 9), "29", 0.5)
    assert lead_with_newest(group([first, newer], asked.kind), asked)[0].text == "29"


def test_what_did_not_happen_is_refuted() -> None:
    """Where no article says that he was released and one says that he is still held, that one refutes it."""
    held = hit("Roy remains jailed in Lorn, his lawyer said. Obi was released on Friday.", 9)
    refuted = find_contrary("When was Ben Roy released?", [held])
    assert refuted
    assert refuted.text == "Roy remains jailed in Lorn, his lawyer said."
    assert find_contrary("When was Ben Roy released?", [held, hit("Roy was released on Monday.", 10)]) is None
    assert find_contrary("Where is Ben Roy?", [held]) is None


def test_what_a_title_says_is_not_refuted() -> None:
    """A title that says it happened, or "he" in an article whose title names him, is a statement of it."""
    other = hit("Ben Roy once survived a fall in Lorn.", 3)
    asked = "How old was Ben Roy when he died?"
    assert find_contrary(asked, [other])
    assert find_contrary(asked, [other, hit("He was 91.", 9, title="Poet Ben Roy dies at 91")]) is None
    assert find_contrary(asked, [other, hit("He died on Monday.", 9, title="Ben Roy, poet of Lorn")]) is None
    assert find_contrary(asked, [other, hit("He could have died there.", 9, title="Ben Roy, poet of Lorn")])
    assert find_contrary(asked, [other, hit("He died on Monday.", 9, title="Cy Dahl, poet of Lorn")])


def test_a_leader_who_speaks_with_a_country_does_not_lead_it() -> None:
    """A title alone is another country's, unless the country stands with it somewhere, or the dateline is there."""
    asked = ask("Who is the president of Russia?")
    visitor = hit("President Ada Lorn spoke with Russia.", 9, title="Talks with Russia")
    assert find_holder(asked, [visitor], ()) is None
    holder = find_holder(asked, [visitor, hit("Russian President Ben Roy spoke.", 1)], ())
    assert holder
    assert holder.finding.text == "Ben Roy"
    home = find_holder(asked, [hit("MOSCOW (Wire) - President Cy Dahl of the Russian Union spoke.", 9)], ())
    assert home
    assert home.finding.text == "Cy Dahl"


def test_one_who_is_elected_is_not_in_office_yet() -> None:
    """A president-elect is not the president."""
    asked = ask("Who is the president of Kenya?")
    assert find_holder(asked, [hit("Ada Lorn, the Kenyan president-elect, was there.", 9)], ()) is None


def test_what_happened_the_other_way_round_is_refuted() -> None:
    """Where one article says that B beat A, a question why A beat B has a wrong premise; a right one has none."""
    won = hit("Tarn beat Holm 7-1 on Tuesday in Lorn.", 9)
    refuted = find_contrary("Why did Holm beat Tarn?", [won])
    assert refuted
    assert refuted.text == "Tarn beat Holm 7-1 on Tuesday in Lorn."
    assert find_contrary("Why did Tarn beat Holm?", [won]) is None
    assert find_contrary("Why did Holm beat Tarn?", [won, hit("Tarn was beaten by Holm in May.", 3)]) is None
    assert find_contrary("Why did Holm beat Tarn?", [won, hit("Holm beat Tarn in May.", 3)]) is None


def test_who_is_still_to_leave_holds_the_office() -> None:
    """One who will step down, might be replaced or is asked to go has not left; one who was replaced has."""
    for text in (
        "Obi will step down in May.",
        "Roy may succeed Obi.",
        "Voters called on Obi to resign.",
        "If Obi steps down, a vote follows.",
    ):
        holder = find_holder(MAYOR, [hit("Mayor Ada Obi spoke in Lorn.", 1), hit(text, 9)], ())
        assert holder
        assert not holder.left, text
    holder = find_holder(MAYOR, [hit("Mayor Ada Obi spoke in Lorn.", 1), hit("Roy was elected to succeed Obi.", 9)], ())
    assert holder
    assert holder.left


def test_the_owner_is_whom_the_newest_article_calls_so() -> None:
    """Who owns a firm is asked as an office is."""
    hits = [hit("Its owner, Ada Obi, spoke in Lorn.", 1), hit("Lorn Ferries has a new owner, Ben Roy.", 9)]
    holder = find_holder(ask("Who owns Lorn Ferries now?"), hits, ())
    assert holder
    assert holder.finding.text == "Ben Roy"


def test_the_successor_is_who_holds_the_office_next() -> None:
    """Of the mayors after the one who left, the one that articles name; neither an earlier mayor nor she herself."""
    hits = [
        hit("Mayor Cy Dahl spoke in Lorn.", 1),
        hit("Mayor Ada Obi opened the port of Lorn.", 3),
        hit("Ada Obi resigned on Monday as mayor of Lorn.", 5),
        hit("Ben Roy was named mayor of Lorn after Obi left.", 6),
        hit("Mayor Ben Roy, who follows Obi, spoke in Lorn.", 7),
    ]
    for question in ("Who replaced Ada Obi?", "Who succeeded Obi as mayor of Lorn?", "Who became mayor after Ada Obi?"):
        holder = find_successor(ask(question), hits, ())
        assert holder, question
        assert holder.finding.text == "Ben Roy"
    assert find_successor(ask("Who beat Ada Obi?"), hits, ()) is None
