"""A sentence is not proved where the checker is as sure of it with another name, or with an opposite word."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from qa.checking.checker import open_checker
from qa.checking.hypothesis import Hypothesis
from qa.support.alignment import align
from qa.support.evidence import Cited, Fault
from qa.support.places import places_of
from qa.support.rivals import MOST, find_rival, rivals_of
from qa.support.verifier import Limits, verify_sentence

MONDAY = datetime(2015, 1, 26, 15, tzinfo=UTC)
QUAKE = Cited(
    "More than 5,600 buildings collapsed in Turkey, officials said. The castle of Gaziantep lost parts of its walls. "
    "Twitter had sued Musk in July. Wales beat Spain, Norway and Italy. The mill was sold by Ada Park. "
    "The Irish Trade Board went to court. The Welsh Board had agreed in May. "
    "The old record was set at Ely Park. It fell at Arley in Kent.",
    MONDAY,
)


def judge_by(odds: Callable[[str], float]) -> Callable[[Sequence[Hypothesis]], list[float]]:
    """Return a judge that goes by the claim alone."""
    return lambda hypotheses: [odds(one.claim) for one in hypotheses]


@pytest.mark.parametrize(
    ("claim", "name", "held", "others"),
    [
        ("More than 5,600 buildings collapsed in Gaziantep.", "Gaziantep", False, ("Turkey",)),
        ("Twitter had sued Gaziantep in July.", "Gaziantep", False, ("Musk",)),
        ("In July Musk was sued by Twitter.", "Twitter", True, ()),
        ("Wales beat Norway.", "Norway", True, ("Spain",)),
        ("The mill was sold by Ada Park.", "Ada Park", True, ()),
        ("The owner of a ship near Gaziantep resigned.", "Gaziantep", False, ()),
        ("The Irish Trade Board had agreed in May.", "Irish Trade Board", False, ("Welsh Board",)),
        ("The old record was set at Arley in Kent.", "Arley", False, ("Ely Park",)),
    ],
)
def test_names_have_places(claim: str, name: str, held: bool, others: tuple[str, ...]) -> None:
    """What stands beside the same words is compared, on either side of a verb, and members of a list are one place."""
    sentences = [one.text for one in align(claim, [QUAKE]).chosen]
    (place,) = [one for one in places_of(claim, sentences, QUAKE.text) if one.name.text == name]
    assert (place.held, place.others) == (held, others)
    assert place.displaced is (bool(others) and not held)


def test_a_name_in_the_place_of_another_is_not_proved() -> None:
    """With the packaged checker: the true sentence passes, and the one with another name of the passage does not."""
    checker = open_checker()
    assert checker
    assert verify_sentence("Some 5,600 buildings or more collapsed in Turkey.", [QUAKE], checker.judge).supported
    claim, any_merged = "More than 5,600 buildings collapsed in Gaziantep.", Limits(merged=-3.0)
    changed = verify_sentence(claim, [QUAKE], checker.judge, any_merged)
    assert changed.fault is Fault.ROLE
    assert changed.detail == "Turkey"


def test_the_checker_may_be_sure_that_the_name_is_right() -> None:
    """Where it finds the rival much less likely, the sentence stands; where it is as sure of it, it does not."""
    claim = "More than 5,600 buildings collapsed in Gaziantep."
    for margin, proved in ((3.0, True), (0.0, False)):
        judge = judge_by(lambda text, margin=margin: 4.0 if "Gaziantep" in text else 4.0 - margin)  # type: ignore[misc]
        assert verify_sentence(claim, [QUAKE], judge).supported is proved


def test_an_opposite_word_is_a_rival() -> None:
    """A word that the passage has not is exchanged for its opposite, that of the passage where it has one."""
    cited = Cited("The outbreak of 1997 followed the fair, and his brother fell ill.", MONDAY)
    claim = "His sister fell ill in the outbreak of 1997."
    rivals = list(rivals_of(claim, align(claim, [cited]), cited.text))
    assert [one.claim for one in rivals] == ["His brother fell ill in the outbreak of 1997."]
    less = judge_by(lambda text: 0.5 if "brother" in text else 1.0)
    assert find_rival(claim, align(claim, [cited]), cited.text, less) is None
    found = find_rival(claim, align(claim, [cited]), cited.text, judge_by(lambda _: 1.0))
    assert found
    assert (found.fault, found.other) == (Fault.COMPARISON, "brother")


def test_the_initials_of_a_name_are_no_rival() -> None:
    """A body by its initials is the same body."""
    cited = Cited("The Amble Harbour Board met. The Amble Harbour Board sold the mill to Ada Park.", MONDAY)
    claim = "The AHB sold the mill to Ada Park."
    assert "Amble Harbour Board" not in [one.other for one in rivals_of(claim, align(claim, [cited]), cited.text)]


def test_rivals_are_bounded() -> None:
    """However many names there are, a few rivals are judged beside the sentence."""
    text, asked = "Ada, Bob, Cid, Dan, Eve, Fay, Gus and Hal met in Rome, Oslo, Bern and Kyiv.", list[int]()
    cited = Cited(text, MONDAY)

    def judge(hypotheses: Sequence[Hypothesis]) -> list[float]:
        asked.append(len(hypotheses))
        return [9.0] * len(hypotheses)

    claim = "There was a meeting of Ada, Bob and Cid in Rome or in Oslo."
    find_rival(claim, align(claim, [cited]), cited.text, judge)
    assert asked == [1 + MOST]
