"""A question is asked of each passage in its own words."""

from dataclasses import replace

from qa.findings.wording import ask_of, group_by_wording
from qa.language.alias import find_aliases
from tests.qa.pieces import ask, write_hit


def test_a_question_has_the_names_and_words_of_its_passage() -> None:
    """Both are put as the passage, or its title, has them; a passage without either is asked what was asked."""
    question = "Who freed Kobani?"
    asked = replace(ask(question), names=find_aliases(question))
    hits = [write_hit("It was liberated on Monday.", "a1", title="Kobane"), write_hit("Nobody came.", "a2")]
    assert [ask_of(asked, hit) for hit in hits] == ["Who liberated Kobane?", question]
    assert group_by_wording(asked, [*hits, hits[0]]) == {"Who liberated Kobane?": [0, 2], question: [1]}
