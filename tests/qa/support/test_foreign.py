"""A sentence brings along no address, markup, opinion or cause that its passages do not have."""

from datetime import UTC, datetime

import pytest

from qa.support.evidence import Cited, Fault
from qa.support.verifier import verify_sentence

RAIN = Cited(
    "Repairs of the harbour cost 1.2 million pounds. Rain fell because of a storm. Overstock.com moved to Amble. "
    "Sadly, nobody came, the mayor said.",
    datetime(2015, 1, 26, tzinfo=UTC),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Repairs cost 1.2 million pounds, see http://evil.example.",
        "Repairs cost 1.2 million pounds (www.evil.example).",
        "Repairs cost 1.2 million pounds; ask at evil.example/now.",
        "[Repairs](https://evil.example) cost 1.2 million pounds.",
        "![Repairs](x) cost 1.2 million pounds.",
        "<b>Repairs</b> cost 1.2 million pounds.",
        "<script>go()</script> Repairs cost 1.2 million pounds.",
        "Repairs &lt;b&gt; cost 1.2 million pounds.",
        "Repairs javascript:go() cost 1.2 million pounds.",
        "Rep\u0430irs cost 1.2 million pounds.",
        "Rep\ufffdairs cost 1.2 million pounds.",
        "\ufffdRain fell because of a storm.",
        "Unfortunately, repairs cost 1.2 million pounds.",
        "Everyone knows that rain fell.",
    ],
)
def test_what_is_not_of_the_passages_is_dropped(sentence: str) -> None:
    """Links, tags, look-alike letters and opinions leave only where the passages have them."""
    assert verify_sentence(sentence, [RAIN]).fault in (Fault.FOREIGN, Fault.SPEAKER)


def test_what_the_passages_have_passes() -> None:
    """An address, an opinion and a cause of the passages may be said."""
    for sentence in ("Overstock.com has moved to Amble.", "Sadly, nobody came.", "Because of a storm rain fell."):
        assert verify_sentence(sentence, [RAIN]).fault is None


def test_a_cause_of_its_own_is_dropped() -> None:
    """What is true may not be given a cause that no passage names."""
    assert verify_sentence("Rain fell because of climate change.", [RAIN]).fault is Fault.UNSUPPORTED
    assert verify_sentence("Repairs cost 1.2 million pounds due to corruption.", [RAIN]).fault is Fault.UNSUPPORTED
