"""What the reader learns from: contexts cut down, questions messed up, statements with something left out, batches."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.tokens import open_tokenizer
from index.passages.weights import minilm_folder
from qa.language.words import normalise_answer
from qa.reading.windows import Cutter
from training.augment import mess_up
from training.batches import Batch, Material, Mix, Recipe, make_batches
from training.cloze import make_claims, make_clozes
from training.corpora import Claim, Example
from training.crop import crop
from training.mine import mine
from training.split import HELD_OUT, split
from training.spoil import spoil

CUTTER = Cutter(open_tokenizer(minilm_folder() / "tokenizer.json"))
SENTENCES = (
    "The harbour of Port Amble was closed on Monday.",
    "A crane had fallen across the quay, and nobody was hurt.",
    "The mayor, Ada Lorn, asked for patience.",
    "Ferries went to Sandwick instead, which is 12 miles away.",
    "Some 400 lorries waited on the coast road.",
    "The harbour master said the quay would open again on Friday.",
)
TEXT = " ".join(SENTENCES * 3)
ANSWERED = Example("squad1", "Port Amble", "Port Amble", TEXT, "Who asked for patience?", ("Ada Lorn",))
OTHER = Example(
    "squad1", "Sandwick", "Sandwick", "Sandwick has two piers and one inn. " * 9, "How many piers?", ("two",)
)
NONE = Example("squad2", "Port Amble", "Port Amble", TEXT, "Who fell into the sea?", ())


@given(st.integers(0, 10_000), st.sampled_from(["Ada Lorn", "Friday", None]))
def test_a_cropped_context_is_a_part_that_holds_the_answer(seed: int, answer: str | None) -> None:
    """Whatever is drawn, what is left is a run of the context, holds the answer, and ends where sentences do."""
    part = crop(TEXT, answer, random.Random(seed))
    assert part in TEXT
    assert answer is None or answer in part
    assert part.endswith(".")
    assert len(part) < len(TEXT)


@given(st.integers(0, 10_000))
def test_a_messy_question_is_still_one(seed: int) -> None:
    """However a question is messed up, words are left, and the same draw gives the same question."""
    messy = mess_up("Which mayor asked for patience?", TEXT, ("Ada Lorn",), random.Random(seed))
    assert len(messy.split()) >= 3
    assert messy == mess_up("Which mayor asked for patience?", TEXT, ("Ada Lorn",), random.Random(seed))


def test_clozes_leave_out_what_they_ask_for() -> None:
    """The question of a cloze no longer holds its answer, and the text it is asked of does."""
    twin = replace(
        ANSWERED, context="Ada Lorn, mayor of Port Amble, asked the lorries' drivers for patience again. " * 2
    )
    made = [*make_clozes([ANSWERED, twin], random.Random(1))]
    made += make_claims(
        [Claim("The harbour of Port Amble was closed on Monday.", "Port Amble lost its harbour.")], random.Random(1)
    )
    assert made
    for cloze in made:
        assert cloze.answers[0] in cloze.context
        assert cloze.answers[0] not in cloze.question


def test_hard_negatives_do_not_hold_the_answer() -> None:
    """What is mined for a question ranks high for its words, is not its own text, and lacks the answer."""
    contexts = [TEXT, "The harbour master of Port Amble asked for patience, too.", "Nothing of the kind."]
    (found,) = mine([ANSWERED], contexts)
    assert found == (1,)
    assert normalise_answer("Ada Lorn") not in normalise_answer(contexts[1])


def test_held_out_texts_are_trained_on_under_no_name() -> None:
    """A text or an article that is held out in one corpus is in no other corpus's training part."""
    rows = [replace(ANSWERED, group=f"Article {n}", context=f"{TEXT} {n}") for n in range(200)]
    copies = [replace(row, corpus="nq-qed", group="elsewhere") for row in rows]
    kept, held = split([*rows, *copies])
    assert 0 < len(held) < len(rows)
    assert {row.corpus for row in held} <= set(HELD_OUT)
    assert not {row.context for row in held} & {row.context for row in kept}


def batches_of(recipe: Recipe, seed: int = 3) -> list[Batch]:
    """Return the batches of three examples, one of them without an answer."""
    material = Material([ANSWERED, OTHER, NONE], [ANSWERED, OTHER], [(1,), (0,), ()])
    return list(make_batches(material, [0, 1, 2], CUTTER, recipe, random.Random(seed)))


@pytest.mark.parametrize("cropped", [0.0, 1.0])
def test_targets_point_at_the_answer(cropped: float) -> None:
    """The pieces between the marked start and end spell the answer; rows without one point at the first piece."""
    tokenizer = open_tokenizer(minilm_folder() / "tokenizer.json")
    answered = 0
    for batch in batches_of(Recipe(3_072, 1.0, cropped)):
        for row in range(len(batch.ids)):
            starts, ends = (
                marks[row].nonzero().flatten().tolist() for marks in (batch.targets.starts, batch.targets.ends)
            )
            if batch.targets.answers[row]:
                said = {tokenizer.decode(batch.ids[row, a : b + 1].tolist()) for a, b in zip(starts, ends, strict=True)}
                assert len(said) == 1
                assert said <= {"ada lorn", "two"}
                answered += 1
            else:
                assert (starts, ends) == ([0], [0])
    assert answered == 2


def test_batches_keep_to_their_size() -> None:
    """No batch holds more word pieces, padding counted, than asked for, unless one question alone does."""
    for batch in batches_of(Recipe(300, 1.0, 0.0)):
        assert batch.ids.numel() <= 300 or len(set(batch.targets.questions.tolist())) == 1


def test_every_example_comes_once_before_any_comes_again() -> None:
    """Rounds of half a corpus together hold all of it; a share of two holds everything twice."""
    rows = [replace(ANSWERED, question=str(n)) for n in range(10)]
    material = Material(rows, [], [()] * 10)
    halves = Mix(material, {"squad1": 0.5}, random.Random(1))
    assert sorted(halves.draw() + halves.draw()) == list(range(10))
    assert sorted(Mix(material, {"squad1": 2.0}, random.Random(1)).draw()) == sorted([*range(10), *range(10)])


@given(st.integers(0, 10_000))
def test_a_spoilt_question_asks_for_what_its_text_does_not_tell(seed: int) -> None:
    """A name gives way to one that the text lacks, a year to another year, a word to its opposite."""
    elsewhere = "The ferry left at noon for Larkholm. A crew of nine from Larkholm came back."
    spoilt = spoil("Which mayor of Sandwick asked for patience?", TEXT, elsewhere, random.Random(seed))
    assert spoilt == "Which mayor of Larkholm asked for patience?"
    year = spoil("Who was mayor in 1998?", "Ada Lorn was mayor in 1998.", "", random.Random(seed))
    assert year is not None
    assert "1998" not in year
    assert spoil("Who came first?", "", "", random.Random(seed)) == "Who came last?"


def test_a_spoilt_question_stands_beside_its_own_and_has_no_answer() -> None:
    """Asked again with a word changed, the same text is a row without an answer, beside the one that has it."""
    examples = [replace(ANSWERED, question="Which mayor of Sandwick asked for patience?"), OTHER]
    elsewhere = replace(OTHER, context="The ferry left at noon for Larkholm. A crew of nine from Larkholm came back.")
    material = Material(examples, [elsewhere], [(0,), ()])
    recipe = Recipe(3_072, negatives=0, cropped=1, spoilt=1)
    batches = list(make_batches(material, [0] * 40, CUTTER, recipe, random.Random(4)))
    assert sum(float(batch.targets.answers.sum()) for batch in batches) == 40
    assert sum(int((batch.targets.answers == 0).sum()) for batch in batches) == 40
    plain = list(make_batches(material, [0] * 40, CUTTER, replace(recipe, spoilt=0), random.Random(4)))
    assert sum(int((batch.targets.answers == 0).sum()) for batch in plain) == 0
