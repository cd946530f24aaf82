"""Summaries: the sentences that tell what happened."""

from index.library import Library
from qa.answer import ask
from qa.types import Reason
from tests.conftest import fill, write_article

_HOUSE = (
    "From her window Ada Lorn sees the river and the boats of her neighbours. She moved there with two dogs. "
    "The garden is small and full of old roses. Her brother lives in the next house. He keeps three hens. "
    "On most days they drink tea on the porch. In summer the children swim there. Nobody locks a door. "
)


def test_an_article_that_opens_elsewhere_is_told_from_where_it_comes_to_the_topic(library: Library) -> None:
    """A house by a river is not what happened; the sentence on the spill is."""
    spill = "The oil spill at Holm began on 3 May 2031, when a wall of the tank gave way and flooded forty houses."
    fill(
        library, write_article("Holm oil spill: ten years on", f"{_HOUSE}\n\n{_HOUSE.replace('Ada', 'Eva')}\n\n{spill}")
    )
    answered = ask("Tell me about the Holm oil spill", library)
    assert answered.sentences[0].text == spill


def test_the_first_sentence_of_an_article_leads_where_it_tells_of_an_event(library: Library) -> None:
    """What an article is about stands first; what the fined said of it stands behind, and begins with the topic."""
    lead = (
        "The harbour watchdog has agreed to levy a record fine of 40 million euros against Holmex over its old ferries."
    )
    behind = "Holmex plans to appeal against the Holmex fine, a spokeswoman said. The Holmex fine is paid by March."
    fill(library, write_article("Holmex fine is a record", f"{lead} {behind}"))
    assert ask("Tell me about the Holmex fine", library).sentences[0].text == lead


def test_a_day_is_told_by_the_articles_of_that_day(library: Library) -> None:
    """Asked what happened on a day, the facts that its articles share are told, and nothing of the week before."""
    told = "A fire destroyed the town hall of Holm on Monday."
    fill(
        library,
        write_article("Holm town hall burns", f"{told} Nobody was hurt.", published="2011-05-12"),
        write_article(
            "Fire at Holm", "The town hall of Holm was destroyed by a fire on Monday.", published="2011-05-13"
        ),
        write_article("Ferry sinks", "A ferry sank off Tarn on Sunday, killing two people.", published="2011-05-04"),
    )
    answered = ask("What happened on 12 May 2011?", library)
    assert answered.sentences[0].text == told
    assert not any("ferry" in one.text for one in answered.sentences)


def test_a_day_without_articles_is_out_of_range(library: Library) -> None:
    """Of a day after the newest article nothing is told, and the refusal names the newest one."""
    fill(library, write_article("Holm town hall burns", "A fire destroyed the town hall.", published="2011-05-12"))
    declined = ask("What happened yesterday?", library)
    assert declined.reason is Reason.OUT_OF_RANGE
    assert declined.hint is not None
    assert "2011-05-12" in declined.hint


def test_a_day_that_only_later_articles_tell_of_is_told_by_them(library: Library) -> None:
    """Where nothing was published on a day, the sentences that name it answer."""
    told = "The town hall of Holm burnt down on 12 May 2009."
    fill(library, write_article("Holm has a new town hall", f"It opens in June. {told}", published="2011-05-12"))
    assert [one.text for one in ask("What happened on 12 May 2009?", library).sentences] == [told]
