"""The bars in the order in which they are tried, and the reason of each."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from qa.bars.counts import (
    counts_another_thing,
    counts_choice_or_room,
    is_another_amount,
    is_another_figure,
    is_no_difference,
)
from qa.bars.furniture import is_furniture
from qa.bars.kinds import describes_the_one_asked, is_of_other_kind, is_who_died
from qa.bars.modality import is_not_the_most, is_unreal, was_before
from qa.bars.negation import is_denied
from qa.bars.nouns import is_of_another_type, lacks_name, speaks_of_no_house
from qa.bars.origins import is_no_origin
from qa.bars.persons.company import is_the_one_asked, is_twin
from qa.bars.persons.contests import is_of_another_season
from qa.bars.persons.deeds import is_deed_of_another, is_of_receiver
from qa.bars.persons.holders import belongs_to_another
from qa.bars.persons.namesakes import is_of_namesake
from qa.bars.persons.owners import is_of_another_owner
from qa.bars.persons.posts import came_then, holds_no_such_post, left_the_post, only_speaks_for_it
from qa.bars.persons.reversal import befell_another, is_of_the_other
from qa.bars.persons.roles import (
    acts_on_another,
    did_no_harm,
    is_official,
    is_reversed,
    is_speaker,
    lost_to_another,
    says_nothing_of_it,
)
from qa.bars.persons.sides import is_of_another_match, is_of_other_side, was_tried_for
from qa.bars.persons.subjects import is_of_another
from qa.bars.places import (
    is_of_another_building,
    is_of_like_name,
    is_of_neighbour,
    is_of_other_side_of_place,
    is_of_place_like_it,
    is_of_place_of_other_clause,
    is_of_whole,
)
from qa.bars.proposal import Proposal, words_of
from qa.bars.qualifiers import contradicts
from qa.bars.years import is_of_year_behind, is_of_year_of_other_clause
from qa.language.english.bars import naming as english
from qa.language.english.world import demonyms
from qa.language.kind import is_given_name
from qa.language.name import read_name
from qa.question import Kind


class Bar(StrEnum):
    """Why a span cannot be the answer."""

    FURNITURE = "furniture"
    """It is a credit, a caption, a byline, a link or the number of a list."""
    KIND = "kind"
    """It is no date, number or unit of the kind asked for, or not of the type of the noun behind "which"."""
    ECHO = "echo"
    """All its words are in the question, or it names the one of whom something is asked."""
    MODALITY = "modality"
    """It is only possible, wanted or expected; the question asks for a fact."""
    NAMELESS = "nameless"
    """It is the noun that the question asks to be named, without a name."""
    NEGATION = "negation"
    """Its sentence denies what the question asks for."""
    QUALIFIER = "qualifier"
    """Its sentence is about the semifinal, another year or place, what was so before, or the other side of a vote."""
    PREDICATE = "predicate"
    """Its sentence does not say that it happened."""
    ROLE = "role"
    """It is the one to whom it was done, one beside him, or a bystander."""
    SUBJECT = "subject"
    """Its passage has no word of what the question names in full."""
    HOLDER = "holder"
    """It belongs to another person, or is no holder of the post asked about."""


_ARTICLES = frozenset(("A", "An", "The"))


@lru_cache(maxsize=4_096)  # while one question is read, the extracts of what was read before are proposed again
def bar_of(one: Proposal) -> Bar | None:
    """Return why a proposed answer cannot be one; None where nothing bars it."""
    return next((bar for bar, bars in _RULES if bars(one)), None)


def _echoes(one: Proposal) -> bool:
    """Return whether an answer repeats the question; of two things named in it, one may be chosen."""
    if one.kind in (Kind.REASON, Kind.YES_NO) or english.CHOICE.search(one.asked):
        return False
    name = read_name(one.text) if one.kind in (Kind.PERSON, Kind.PLACE) else None
    words = words_of(" ".join(name.words)) if name else words_of(one.text)
    return bool(words) and words <= words_of(one.question)


def _completes_name(one: Proposal) -> bool:
    """Return whether an answer is the surname, or the whole name, of the one asked about by her first name alone."""
    if one.kind is not Kind.PERSON or english.ASKS_NAME.search(one.asked):
        return False
    subject, whom = english.FIRST_NAME.search(one.asked), english.OBJECT_NAME.search(one.asked)
    if subject and " " not in one.text:
        names = [f"{subject['name']} {one.text}"]
    elif whom and is_given_name(whom["name"].lower()):
        names = [f"{whom['name']} {one.text.split()[-1]}"]
    else:
        return False
    return any(name in text for name in names for text in (one.title, one.passage))


def _names_nothing(one: Proposal) -> bool:
    """Return whether an answer is the noun behind "which" with words before it: "a fishing village" names none."""
    asked = english.WHICH.search(one.asked)
    if not asked or not asked["noun"].islower() or " " not in one.text or asked["noun"] in english.NAME_ENDINGS:
        return False
    *before, last = one.text.split()
    named = any(
        word[:1].isupper() and word.lower() not in demonyms.COUNTRIES for word in before if word not in _ARTICLES
    )
    return last == asked["noun"] and not named


_RULES: tuple[tuple[Bar, Callable[[Proposal], bool]], ...] = (
    (Bar.FURNITURE, is_furniture),
    (Bar.KIND, is_of_other_kind),
    (Bar.KIND, is_who_died),
    (Bar.KIND, describes_the_one_asked),
    (Bar.KIND, counts_another_thing),
    (Bar.KIND, is_another_amount),
    (Bar.KIND, is_another_figure),
    (Bar.KIND, is_no_difference),
    (Bar.KIND, is_of_another_type),
    (Bar.KIND, was_tried_for),
    (Bar.KIND, is_no_origin),
    (Bar.ECHO, _echoes),
    (Bar.ECHO, _completes_name),
    (Bar.ECHO, is_the_one_asked),
    (Bar.NAMELESS, _names_nothing),
    (Bar.NAMELESS, lacks_name),
    (Bar.NEGATION, is_denied),
    (Bar.MODALITY, is_unreal),
    (Bar.QUALIFIER, contradicts),
    (Bar.QUALIFIER, is_of_neighbour),
    (Bar.QUALIFIER, is_of_another_building),
    (Bar.QUALIFIER, is_of_other_side_of_place),
    (Bar.QUALIFIER, is_of_place_like_it),
    (Bar.QUALIFIER, is_of_place_of_other_clause),
    (Bar.QUALIFIER, is_of_year_of_other_clause),
    (Bar.QUALIFIER, is_of_year_behind),
    (Bar.QUALIFIER, is_of_whole),
    (Bar.QUALIFIER, is_of_like_name),
    (Bar.QUALIFIER, is_of_another_season),
    (Bar.QUALIFIER, counts_choice_or_room),
    (Bar.QUALIFIER, was_before),
    (Bar.QUALIFIER, is_not_the_most),
    (Bar.QUALIFIER, is_of_other_side),
    (Bar.PREDICATE, says_nothing_of_it),
    (Bar.PREDICATE, speaks_of_no_house),
    (Bar.ROLE, is_reversed),
    (Bar.ROLE, is_of_the_other),
    (Bar.ROLE, befell_another),
    (Bar.ROLE, lost_to_another),
    (Bar.ROLE, is_of_another_match),
    (Bar.ROLE, is_twin),
    (Bar.ROLE, acts_on_another),
    (Bar.ROLE, did_no_harm),
    (Bar.ROLE, is_official),
    (Bar.ROLE, is_speaker),
    (Bar.HOLDER, belongs_to_another),
    (Bar.HOLDER, is_of_another_owner),
    (Bar.HOLDER, is_deed_of_another),
    (Bar.HOLDER, is_of_receiver),
    (Bar.HOLDER, holds_no_such_post),
    (Bar.HOLDER, only_speaks_for_it),
    (Bar.HOLDER, left_the_post),
    (Bar.HOLDER, came_then),
    (Bar.SUBJECT, is_of_another),
    (Bar.SUBJECT, is_of_namesake),
)
