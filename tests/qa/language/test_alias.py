"""Names that have others are told in a question, and put as a passage has them."""

import pytest

from qa.language.alias import find_aliases, mine_aliases, name_as


@pytest.mark.parametrize(
    ("question", "name", "other"),
    [
        ("Who liberated Kobani?", "Kobani", "Kobane"),
        ("Who governs the uk?", "uk", "Britain"),
        ("Who won the vote in Britain?", "Britain", "British"),
        ("Who leads the WHO?", "WHO", "World Health Organization"),
        ("What did the British central bank decide?", "British central bank", "Bank of England"),
    ],
)
def test_a_name_has_its_others(question: str, name: str, other: str) -> None:
    """A country has its people beside it, and small letters are no hindrance."""
    (found,) = find_aliases(question)
    assert found.name == name
    assert other in found.all


@pytest.mark.parametrize(
    "question",
    [
        "Who fed us?",
        "Who runs the Bank of America?",
        "Who won in Latin America?",
        "Who is it?",
        "Who is the Mexican singer?",
    ],
)
def test_other_words_are_no_names(question: str) -> None:
    """Pronouns, verbs, demonyms and the ends of longer names have no others."""
    assert find_aliases(question) == ()


@pytest.mark.parametrize(
    ("text", "question", "named"),
    [
        ("Kobane was freed.", "Who freed Kobani?", "Who freed Kobane?"),
        ("Kobane was freed.", "Was Kobani freed?", "Was Kobane freed?"),
        ("Kobani, or Kobane, was freed.", "Who freed Kobani?", "Who freed Kobani?"),
        ("The British voted.", "Who won in Britain?", "Who won in Britain?"),
        ("America voted.", "Who won in the US?", "Who won in America?"),
        ("They left the US.", "Who left Britain or America in May?", "Who left Britain or the US in May?"),
        ("America voted.", "Who is the US president?", "Who is the US president?"),
        ("Players left the United States.", "Who left the US Open?", "Who left the US Open?"),
    ],
)
def test_a_question_is_put_in_the_words_of_a_passage(text: str, question: str, named: str) -> None:
    """Only where the passage lacks the name itself, and never by a demonym or within a longer name."""
    assert name_as(text, question, find_aliases(question)) == named


@pytest.mark.parametrize(
    ("question", "name", "other"),
    [
        ("Who heads the Harbour Safety Board?", "Harbour Safety Board", "HSB"),
        ("What did the HSB find?", "HSB", "Harbour Safety Board"),
    ],
)
def test_initials_that_an_article_explains_are_the_same_name(question: str, name: str, other: str) -> None:
    """The words before the brackets are the name where their capitals make the initials."""
    (found,) = mine_aliases(question, ["The report of the Harbour Safety Board (HSB) came out in Porto Alto (AFP)."])
    assert (found.name, found.others) == (name, (other,))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Orr-Lorn, widely known as ARL, denied it.", ("Orr-Lorn",)),
        ("Known as “ARL,” Orr-Lorn denied it.", ("Orr-Lorn",)),
        ("The founder Ada Rae Lorn denied it.", ("Ada Rae Lorn",)),
        ("The Rae Lorn Group denied it to Ada Roy.", ()),
    ],
)
def test_the_initials_of_a_person_are_the_name(text: str, others: tuple[str, ...]) -> None:
    """A text says whom they mean, or has a name of which they are the initials, and no part of a longer one."""
    question = "What did ARL deny?"
    assert tuple(other for one in mine_aliases(question, [text]) for other in one.others) == others
