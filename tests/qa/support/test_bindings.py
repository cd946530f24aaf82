"""Numbers and times belong to what they stand beside: a sentence that gives them to something else is dropped."""

from datetime import UTC, datetime

import pytest

from qa.support.bindings import find_misplaced
from qa.support.evidence import Cited, Fault
from qa.support.rivals import Judge
from qa.support.verifier import verify_sentence

FRIDAY = datetime(2022, 11, 18, 15, tzinfo=UTC)
NEWS = Cited(
    "By Sunday 27 armed villagers and 37 militants had been killed. Two of the 28 bundles were lost. "
    "The monitor counted 609 dead among the Greens and 363 among the Blues. There were 300 new cases a week. "
    "Ada Park was sentenced to 135 months in prison; the prosecutor had asked for 15 years. "
    "She is to report to prison on 27 April 2023. Ten men left on Thursday. The tanks went by ship on Wednesday. "
    "He signed the contract in April and was sued in July. The deal is worth about 69 million dollars. "
    "The rights outside Europe go to Bo Lund, who drove from Amble into Wales. The state would pay the rent. "
    "The guards have asked for lamps. “It was them,” said a taxi driver. A mayor said both sides suffered. "
    "Ada Park spoke in court. She accused her partner, Dee Moss, of theft.",
    FRIDAY,
    "harbour-post",
)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("27 militants had been killed by Sunday.", Fault.NUMBER),
        ("Two of the 27 bundles were lost.", Fault.NUMBER),
        ("28 of the 28 bundles were lost.", Fault.NUMBER),
        ("The monitor counted 363 dead among the Greens.", Fault.NUMBER),
        ("There were 300 new cases a day.", Fault.UNIT),
        ("Ada Park was sentenced to 15 years in prison.", Fault.NUMBER),
        ("Ada Park is to report to prison on 27 April 2022.", Fault.DATE),
        ("Ten men left on Wednesday.", Fault.DATE),
        ("He was sued in April.", Fault.DATE),
        ("The deal is worth more than 69 million dollars.", Fault.COMPARISON),
        ("The rights in Europe go to Bo Lund.", Fault.ROLE),
        ("Bo Lund drove into Amble.", Fault.ROLE),
        ("Dee Moss accused Ada Park of theft.", Fault.ROLE),
        ("The state paid the rent of those who want to stay.", Fault.MODALITY),
        ("The guards have lamps.", Fault.MODALITY),
        ("“It was them,” said a mayor.", Fault.SPEAKER),
    ],
)
def test_what_is_given_to_another_is_dropped(sentence: str, fault: Fault) -> None:
    """All the words stand in the passage, but not together."""
    assert verify_sentence(sentence, [NEWS]).fault is fault


@pytest.mark.parametrize(
    "sentence",
    [
        "37 militants had been killed by Sunday.",
        "Some 27 armed villagers had been killed.",
        "Two of 28 bundles were lost.",
        "The monitor counted 609 dead among the Greens.",
        "The monitor counted 363 dead among the Blues.",
        "There were 300 new cases each week.",
        "Ada Park was sentenced to 135 months in prison.",
        "Ada Park is to report to prison on 27 April 2023.",
        "Ten men left on Thursday 17 November 2022.",
        "In July he was sued.",
        "The deal is worth 69 million dollars.",
        "The rights outside Europe go to Bo Lund.",
        "Bo Lund drove into Wales.",
        "Ada Park accused Dee Moss of theft.",
        "The state would pay the rent.",
        "The guards have asked for lamps.",
        "“It was them,” a taxi driver said.",
    ],
)
def test_what_belongs_together_passes(sentence: str) -> None:
    """The same numbers, dates, places and speakers in their own places."""
    assert verify_sentence(sentence, [NEWS]).fault is None


def test_only_alike_times_are_compared() -> None:
    """A weekday and a date of one sentence may be the same day."""
    said = "The quake struck on Tuesday, the ministry said on 12 May."
    assert find_misplaced("The quake struck on 12 May.", said) is None


def judge_alone(claim: str, odds: float) -> Judge:
    """Return a judge that gives a claim these odds, and hardly any to what is like it."""
    return lambda asked: [odds if one.claim == claim else -9.0 for one in asked]


@pytest.mark.parametrize(
    ("sentence", "doubted"),
    [
        ("The mayor won with 41 percent of the vote.", True),
        ("The mayor was elected with a turnout of 41 percent.", False),
        ("The bridge cost 12 million pounds.", False),
    ],
)
def test_the_number_of_something_that_is_not_named_needs_a_surer_checker(sentence: str, doubted: bool) -> None:
    """What a passage says to be so much must be named, or else the checker must be sure of other words for it."""
    cited = Cited("The mayor thanked the voters. Turnout at the election was 41 percent. The bridge cost £12m.", FRIDAY)
    for odds, passes in ((1.5, not doubted), (3.0, True)):
        support = verify_sentence(sentence, [cited], judge_alone(sentence, odds))
        assert (support.doubt is not None) is doubted
        assert support.supported is passes
