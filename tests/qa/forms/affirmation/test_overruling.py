"""Yes and no that a later headline, a denial or the other clause of a sentence overrules."""

from datetime import UTC, datetime

import pytest

from index.library import Library
from index.types import Hit
from qa.forms.affirmation.affirming import affirm
from qa.forms.affirmation.assertion import read_assertion
from qa.forms.affirmation.overruling import is_refuted, since_headline
from qa.forms.affirmation.polarity import judge_both_ways
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from tests.qa.forms.affirmation.test_affirming import Judge
from tests.qa.forms.affirmation.test_polarity import stem
from tests.qa.pieces import write_hit

STAYS = "“I shall not resign,” the minister Ada Lorn said on Monday."


def hit(text: str, title: str = "News", month: int = 5, article: str = "a") -> Hit:
    """Return the passage of an article of 2031."""
    return write_hit(text, article, title=title, published=datetime(2031, month, 20, tzinfo=UTC))


def test_a_later_headline_leaves_only_what_was_told_since() -> None:
    """What a minister said in May denies nothing once a headline of June says that she resigned."""
    asked = read_assertion("Did Ada Lorn resign?", stem)
    assert asked
    later = hit("Lorn, 52, keeps her seat.", "Lorn resigned as minister", 6, "b")
    told = list(read_statements([hit(STAYS), later]))
    assert {one.article for one in since_headline(told, asked, stem)} == {"b"}
    denied = hit("Lorn, 52, keeps her seat.", "Lorn will not resign", 6, "b")
    told = list(read_statements([hit(STAYS), denied]))
    assert {one.article for one in since_headline(told, asked, stem)} == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Her coach, Ada Lorn, cheated in the cup.", Polarity.YES),
        ("Her coach, Ada Lorn, cheated in the cup. Lorn denies it.", None),
    ],
)
def test_what_the_one_asked_about_denies_is_open(library: Library, text: str, polarity: Polarity | None) -> None:
    """Where the next sentence says that she denies it, nothing is affirmed, neither by rule nor by the checker."""
    said = affirm(
        "Did Ada Lorn cheat in the cup?", list(read_statements([hit(text)])), library, Judge(yes=["cheated"])
    )  # fmt: skip
    assert (said.polarity if said else None) is polarity


def test_a_name_may_have_any_signs() -> None:
    """What a question calls somebody is compared as it stands, whatever it means in a pattern."""
    asked = read_assertion("Did C++ beat Rust?", stem)
    assert asked
    lead = "C++ beat Rust in the final on Monday."
    told, denied = (next(read_statements([hit(f"{lead} {behind}")])) for behind in ("It won.", "C++ denies it."))
    assert (is_refuted(told, asked), is_refuted(denied, asked)) == (False, True)


@pytest.mark.parametrize(
    ("question", "text", "polarity"),
    [
        ("Was Ada Lorn cleared?", "A court cleared the former museum guard Ada Lorn of theft.", Polarity.YES),
        ("Did Ada Lorn decline the medal?", "In 1998 she declined the medal for her work.", Polarity.YES),
        ("Did Ada Lorn resign?", "Ada Lorn resigned on Monday, weeks after she had denied it.", Polarity.YES),
        ("Did Ada Lorn ask for the audit?", "Ada Lorn, who asked for the audit, will stand in May.", Polarity.YES),
        ("Did Ada Lorn bribe Ben Roy?", "Ada Lorn denied bribing Ben Roy on Monday.", None),
        ("Did the Roy Bridge collapse?", "The Lorn Bridge collapsed, but the Roy Bridge is still standing.", None),
        ("Was the Roy Bridge destroyed?", "The Roy Bridge was said to have been destroyed on Monday.", None),
    ],
)
def test_a_clause_says_what_is_its_own(question: str, text: str, polarity: Polarity | None) -> None:
    """An object may have a description, a pronoun a date before it; a denial, hearsay and "but" prove nothing."""
    asked = read_assertion(question, stem)
    assert asked
    passage = hit(f"Ada Lorn was born in 1950. {text}")
    assert judge_both_ways(list(read_statements([passage]))[1], asked, stem) is polarity


def test_a_case_is_no_denial(library: Library) -> None:
    """What would be so if an appeal failed does not say that nobody appeals."""
    told = list(read_statements([hit("If the appeal of Lumo fails, Lumo must not pay its costs.", "Lumo fined")]))
    assert affirm("Does Lumo plan an appeal?", told, library, Judge(no=["fails"])) is None
