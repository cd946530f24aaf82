"""What texts for people say in words."""

import re
from pathlib import Path

import pytest

import api
from api.wire.words import DISAGREEMENT, FALLBACK, PERHAPS, UNLIKELY, say_doubt, say_writer

STATIC = Path(api.__file__).parent / "static"


@pytest.mark.parametrize("name", ["answer/words.js", "widget/answer.js"])
def test_pages_and_messages_agree(name: str) -> None:
    """The pages doubt below the same confidence as every other text, and introduce a disagreement in the same words."""
    script = (STATIC / name).read_text(encoding="utf-8")
    assert [float(number) for number in re.findall(r"const PERHAPS = ([\d.]+);", script)] == [PERHAPS]
    assert [float(number) for number in re.findall(r"const UNLIKELY = ([\d.]+);", script)] == [UNLIKELY]
    words = {say_doubt(confidence) for confidence in (0.0, 0.19, 0.2, 0.39, 0.4, None)} - {None}
    assert set(re.findall(r'"(\w+): "', script)) == words
    assert f'"{DISAGREEMENT}"' in script


def test_who_wrote_is_said_in_the_words_of_the_page() -> None:
    """The model by its name without a digest, or why the articles are quoted; nothing where no model was asked."""
    script = (STATIC / "answer/words.js").read_text(encoding="utf-8")
    assert all(f'{reason}: "{words}",' in script for reason, words in FALLBACK.items())
    written = "Written by llama; each sentence was checked against the articles it cites."
    assert say_writer("llama+1a2b3c4d", None) == written
    page = (STATIC / "answer/answer.js").read_text(encoding="utf-8")
    assert "; each sentence was checked against the articles it cites." in page
    assert say_writer(None, "nothing_verified").endswith("could be proved, so the articles are quoted.")
    assert say_writer(None, None) == ""
