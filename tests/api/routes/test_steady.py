"""The same question on the same generation has the same answer: at any load, on a slow machine, however typed."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from api.wire.answers import show_answer
from index.library import Library
from qa.answer import answer
from qa.findings.settling import LEAST
from qa.reading.defaults import PASSAGES
from qa.reading.network import Logits
from qa.reading.onnx import OnnxNetwork
from qa.reading.reader import Reader, open_reader
from qa.reading.windows import Window
from qa.types import Agreement, Question, ReadCount, Reason
from tests.api.conftest import EXAMPLES
from tests.qa.reading.tiny_reader import PACKAGED

ASKED = datetime(2025, 12, 1, 12, tzinfo=UTC)
LIBERATED = "Who liberated Kobane?"
QUESTIONS = [
    str(json.loads(line)["question"])
    for line in (EXAMPLES.parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()[::3]
][:20]


def say(question: str, library: Library, reader: Reader) -> dict[str, object]:
    """Return the fields of an answer that must not differ: all but its id and its timings."""
    body = show_answer(answer(Question(question, ASKED), library, reader)).model_dump(mode="json")
    return {name: value for name, value in body.items() if name not in ("id", "timings_ms", "question")}


class Slow(OnnxNetwork):
    """The packaged network, with every window taking a minute by the reader's clock."""

    def __init__(self, clock: list[float]) -> None:
        super().__init__(PACKAGED, threads=1, packaged=True)
        self._clock = clock

    def run(self, windows: Sequence[Window]) -> Logits:
        """Advance the clock, then run."""
        if hasattr(self, "_clock"):
            self._clock[0] += 60.0
        return super().run(windows)


def test_answers_are_the_same_under_load(examples: Library, reader: Reader) -> None:
    """Twenty questions asked alone, and asked by twelve threads at once, have the same answers."""
    alone = [say(question, examples, reader) for question in QUESTIONS]
    with ThreadPoolExecutor(12) as pool:
        at_once = list(pool.map(lambda question: say(question, examples, reader), QUESTIONS * 2))
    assert at_once == alone * 2


def test_answers_are_the_same_on_any_number_of_threads(examples: Library, reader: Reader) -> None:
    """A reader on one thread gives the same answer as one on two."""
    single = open_reader(threads=1)
    assert single
    for question in QUESTIONS:
        assert say(question, examples, single) == say(question, examples, reader)


def test_a_slow_network_gives_the_same_answer(
    examples: Library, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If every window takes a minute and the limit is an hour, the answer is that of a fast machine."""
    fast = say(LIBERATED, examples, reader)
    clock = [0.0]
    slow = Reader(Slow(clock), limit=3_600.0)
    monkeypatch.setattr("qa.reading.reader.monotonic", lambda: clock[0])
    assert say(LIBERATED, examples, slow) == fast
    assert fast["read"] == {"passages": LEAST, "of": LEAST}


def test_what_the_time_limit_cuts_says_so(examples: Library, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that was stopped early says how many of how many, is less confident, and of unknown agreement."""
    whole = answer(Question(LIBERATED, ASKED), examples, reader)
    clock = [0.0]
    slow = Reader(Slow(clock), limit=160.0)
    monkeypatch.setattr("qa.reading.reader.monotonic", lambda: clock[0])
    cut = answer(Question(LIBERATED, ASKED), examples, slow)
    assert (whole.agreement, whole.read) == (Agreement.SINGLE, ReadCount(LEAST, LEAST))
    assert (cut.reason, cut.agreement, cut.read) == (None, Agreement.UNKNOWN, ReadCount(3, PASSAGES))
    assert cut.confidence < whole.confidence
    assert all(finding.confidence == cut.confidence for finding in cut.findings)


def test_with_nearly_no_time_an_answer_is_as_good_as_none(examples: Library, reader: Reader) -> None:
    """If one passage is read of all, the answer says so, whether answered or declined."""
    network = reader._network
    for question in QUESTIONS:
        whole, cut = (answer(Question(question, ASKED), examples, one) for one in (reader, Reader(network, limit=1e-9)))
        if cut.reason is not Reason.NOTHING_FOUND:
            assert cut.read.passages <= 1
            assert cut.read.cut
            assert cut.agreement is not Agreement.SINGLE
            assert cut.confidence <= 1.2 / PASSAGES  # a rule or a second look may add to what was read
            assert whole.agreement is not Agreement.UNKNOWN


@pytest.mark.parametrize("question", QUESTIONS[:8])
def test_signs_and_the_first_capital_make_no_other_answer(question: str, examples: Library, reader: Reader) -> None:
    """A question is the same with any number of question marks, white space around it, or another first capital."""
    bare = question.rstrip("?")
    expected = say(question, examples, reader)
    for typed in (bare, f"{bare}??", f"  {bare} ?  ", question[0].swapcase() + question[1:]):
        assert say(typed, examples, reader) == expected


def test_small_letters_liberate_kobane_too(examples: Library, reader: Reader) -> None:
    """A question in lower case has the same answer."""
    expected = say(LIBERATED, examples, reader)
    for typed in (LIBERATED.lower(), LIBERATED.lower().rstrip("?"), LIBERATED.upper()):
        assert say(typed, examples, reader) == expected
