"""What texts for people say in words."""

import re
from pathlib import Path

import pytest

import api
from api.wire.words import DISAGREEMENT, PERHAPS, UNLIKELY, say_doubt

STATIC = Path(api.__file__).parent / "static"


@pytest.mark.parametrize("name", ["answer/words.js", "widget/answer.js"])
def test_pages_and_messages_agree(name: str) -> None:
    """The pages doubt below the same confidence as every other text, and introduce a disagreement in the same words."""
    script = (STATIC / name).read_text(encoding="utf-8")
    assert [float(number) for number in re.findall(r"const PERHAPS = ([\d.]+);", script)] == [PERHAPS]
    assert [float(number) for number in re.findall(r"const UNLIKELY = ([\d.]+);", script)] == [UNLIKELY]
    words = {say_doubt(confidence) for confidence in (0.0, 0.24, 0.25, 0.49, 0.5, None)} - {None}
    assert set(re.findall(r'"(\w+): "', script)) == words
    assert f'"{DISAGREEMENT}"' in script
