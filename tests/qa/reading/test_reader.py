"""Reading passages: in their order, all of them or until enough is known, with places in each passage."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, get_ident

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from index.passages.tokens import open_tokenizer
from qa.reading.network import Floats
from qa.reading.reader import PassageInput, Reader, Readings, input_of, open_reader
from qa.reading.spans import NEVER, Reading
from qa.reading.stopping import sufficient
from qa.reading.windows import WINDOW, Window
from qa.types import ReadCount
from tests.qa.pieces import write_hit
from tests.qa.reading.tiny_reader import TOKENIZER, Scripted, flat, packaged_cutter, write_reader

PARIS = open_tokenizer(TOKENIZER).token_to_id("paris")
SHORT = [PassageInput("T", f"He is in Paris , {n} .", f"a{n}") for n in range(5)]
LONG = "A word 😀 👩‍👩‍👧 or two . " * 60


def seek(window: Window, score: float = 9.0) -> tuple[Floats, Floats]:
    """Say `score` of Paris and 0 of all else."""
    row = np.array([score if token == PARIS else 0.0 for token in window.ids], np.float32)
    return row, row


def read(text: str, question: str = "Where?", say: Callable[[Window], tuple[Floats, Floats]] = seek) -> Reading:
    """Return the reading of one passage."""
    (reading,) = Reader(Scripted(say)).read(question, [PassageInput("Title", text)]).each
    assert reading is not None
    return reading


def assert_in_place(reading: Reading, text: str) -> None:
    """Check that every extract is what the passage says at its place."""
    assert all(found.text == text[found.start : found.end] != "" for found in reading.extracts)


def test_no_passages_are_no_readings() -> None:
    """Of no passages nothing is read, in any time."""
    network = Scripted(flat)
    assert Reader(network).read("Where?", []) == Readings((), ReadCount())
    assert Reader(network, limit=0.0).read("Where?", []) == Readings((), ReadCount())
    assert network.read == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_check_is_made_by_the_thread_that_reads_while_it_waits(workers: int) -> None:
    """It may be bound to that thread, as a request's is. What it raises ends the reading before the next window."""
    begun, released, threads = Event(), Event(), set[int]()

    def hang(window: Window) -> tuple[Floats, Floats]:
        begun.set()
        released.wait()
        return flat(window)

    def check() -> None:
        threads.add(get_ident())
        if begun.is_set():
            raise KeyError

    network = Scripted(hang)
    reader = Reader(network, workers=workers)
    with pytest.raises(KeyError):
        reader.checked(check).read("Where?", [PassageInput("", LONG), PassageInput("", LONG[1:])])
    released.set()
    reader._pool.shutdown()
    assert threads == {get_ident()}
    assert 1 <= len(network.read) <= workers


def test_each_passage_has_its_reading() -> None:
    """Passages are read in their order, one after the other, and each has its own answer."""
    passages = [PassageInput("", text) for text in ("Paris", "London", "in Paris")]
    readings = Reader(Scripted(seek)).read("Where?", passages).each
    assert [reading and reading.extracts[0].text for reading in readings] == ["Paris", "London", "Paris"]
    assert [reading and reading.extracts[0].start for reading in readings] == [0, 0, 3]


def test_an_answer_in_a_later_window_has_its_place_in_the_passage() -> None:
    """After characters of several code points, beyond the first window, an answer has its offsets in the passage."""
    for tail in (f" . {LONG}", "", "."):
        text = f"{LONG} He is in Paris{tail}"
        windows = list(packaged_cutter().cut("Where?", "Title", text))
        assert len(windows) > 1
        assert not any(span.end > text.index("Paris") for span in windows[0].spans)
        best = read(text).extracts[0]
        assert (best.start, best.text) == (text.index("Paris"), "Paris")
        assert best.log_odds == pytest.approx(18.0, abs=0.1)


def test_an_answer_in_two_windows_is_found_once() -> None:
    """An answer in the overlap of two windows is one extract."""
    text = f"{LONG}Paris "
    for blanks in range(1, 4):
        whole = text * blanks
        found = [extract for extract in read(whole).extracts if extract.text == "Paris"]
        assert sorted(extract.start for extract in found) == [
            whole.index("Paris") + n * len(text) for n in range(blanks)
        ]


@pytest.mark.parametrize(
    "text", ["", " ", "a", "Paris", "😀", "😀 " * 900, "5" * 5_000, ". " * 900, "\ud800", "e\u0301"]
)
@pytest.mark.parametrize("question", ["", "Where?", "where " * 2_000, "😀", "\udfff"])
def test_odd_passages_and_questions_are_read(text: str, question: str) -> None:
    """One token, emoji, a number without end, nothing, a question longer than the window: all give a reading."""
    reading = read(text, question)
    assert_in_place(reading, text)
    assert all(abs(found.log_odds) <= 18.0 for found in reading.extracts)
    assert bool(reading.extracts) is (text in ("a", "Paris", "😀", "😀 " * 900, "e\u0301"))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_network_that_says_no_numbers_finds_nothing(value: float) -> None:
    """Logits that are no numbers give a reading without extracts, whose numbers are finite."""
    network = Scripted(lambda window: (np.full(len(window.ids), value, np.float32),) * 2, verdict=value)
    (reading,) = Reader(network).read("Where?", [PassageInput("", "He is in Paris .")]).each
    assert reading == Reading((), -NEVER, NEVER)


def test_when_time_is_over_the_first_window_is_still_read() -> None:
    """With no time at all, one window of the first passage is read, which does not count as read, and no other."""
    network = Scripted(seek)
    read = Reader(network, limit=0.0).read("Where?", [PassageInput("", f"Paris {LONG}", "a"), *SHORT])
    assert len(network.read) == 1
    assert read.each[0]
    assert read.each[0].extracts[0].text == "Paris"
    assert read.each[1:] == (None,) * len(SHORT)
    assert read.count == ReadCount(0, 6)


def test_the_time_limit_cuts_between_windows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is looked at before each further window and each further passage, and those read whole are counted."""
    now = [0.0]
    monkeypatch.setattr("qa.reading.reader.monotonic", lambda: now[0])

    def say(window: Window) -> tuple[Floats, Floats]:
        now[0] += 1.0
        return seek(window)

    assert len(list(packaged_cutter().cut("Where?", "", LONG))) == 2
    for limit, seen, whole in ((0.5, 1, 0), (1.5, 2, 1), (2.5, 3, 2)):
        network = Scripted(say)
        read = Reader(network, limit=limit).read("Where?", [PassageInput("", LONG), *SHORT], stop=None)
        assert (len(network.read), read.count) == (seen, ReadCount(whole, 6))
    read = Reader(Scripted(say), limit=2.5).read("Where?", SHORT, stop=None)
    assert [reading is not None for reading in read.each] == [True, True, True, False, False]
    assert read.count == ReadCount(3, 5)


def test_a_slow_network_is_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds a passage change nothing: the budget is counted in passages, and the limit lies far beyond it."""
    fast = Reader(Scripted(seek)).read("Where?", SHORT, stop=None)
    now = [0.0]
    monkeypatch.setattr("qa.reading.reader.monotonic", lambda: now[0])

    def say(window: Window) -> tuple[Floats, Floats]:
        now[0] += 2.0
        return seek(window)

    assert Reader(Scripted(say)).read("Where?", SHORT, stop=None) == fast
    assert fast.count == ReadCount(5, 5)


def test_reading_stops_once_enough_agree() -> None:
    """Three articles that say the same, surely, are enough; passages of one article are not, nor is doubt."""
    assert [r is not None for r in Reader(Scripted(seek)).read("Where?", SHORT).each] == [True] * 3 + [False] * 2
    assert Reader(Scripted(seek)).read("Where?", SHORT).count == ReadCount(3, 3)
    one_article = [PassageInput(passage.title, passage.text, "a") for passage in SHORT]
    assert None not in Reader(Scripted(seek)).read("Where?", one_article).each
    assert None not in Reader(Scripted(lambda window: seek(window, 3.0))).read("Where?", SHORT).each
    assert None not in Reader(Scripted(seek)).read("Where?", SHORT, stop=None).each


def test_a_rule_to_stop_sees_what_was_read() -> None:
    """The rule gets the article of every passage, and the readings so far."""
    seen: list[tuple[list[str], int]] = []

    def stop(articles: object, readings: object) -> bool:
        seen.append((list(articles), sum(r is not None for r in readings)))  # type: ignore[call-overload, attr-defined]
        return len(seen) == 2

    readings = Reader(Scripted(seek)).read("Where?", SHORT, stop=stop).each
    assert seen == [([passage.article for passage in SHORT], read) for read in (1, 2)]
    assert readings[2:] == (None,) * 3


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400).map(lambda text: text * 3),
    st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=30),
)
def test_extracts_are_slices_of_their_passage(text: str, logits: list[float]) -> None:
    """Whatever the passage and the logits, each extract is the passage between its places."""

    def say(window: Window) -> tuple[Floats, Floats]:
        row = np.resize(np.array(logits, np.float32), len(window.ids))
        return row, np.roll(row, 3)

    assert_in_place(read(text, say=say), text)


def test_a_hit_is_read_by_its_title_and_text() -> None:
    """The input made of a passage has its article, by which independent sources are counted."""
    hit = write_hit("He is in Paris.", "a7", start=90)
    assert input_of(hit) == PassageInput("Title", "He is in Paris.", "a7")
    assert not sufficient([input_of(hit).article], [None])


def test_a_folder_of_ours_is_opened_and_read(tmp_path: Path) -> None:
    """A folder with an export is opened by its path, and gives the readings of its model."""
    reader = open_reader(str(write_reader(tmp_path / "~x", {"paris": (5.0, 5.0)})), threads=1)
    assert reader
    assert reader.name.startswith("tiny@")
    text = f"{LONG} He is in Paris ."
    (reading,) = reader.read("Where?" * WINDOW, [PassageInput("Title", text)]).each
    assert reading
    assert (reading.extracts[0].text, reading.extracts[0].start) == ("Paris", text.index("Paris"))
    assert reading.answer_odds == 5.0
    assert reading.extracts[0].log_odds == pytest.approx(10.0, abs=0.2)


def test_no_reader_is_wanted() -> None:
    """The name "none" opens nothing."""
    assert open_reader("none") is None


@pytest.mark.parametrize(
    "model", ["", " ", "./nowhere", "/nowhere/at all", "~nobody-by-this-name/x", "a\0b", "x" * 5_000, "a/b/c", __file__]
)
def test_what_is_no_reader_is_refused(model: str) -> None:
    """What is neither a folder nor a name that a hub could have is refused at once, in one sentence."""
    with pytest.raises(ModelError, match=r"^the reader .* does not exist; give a folder, a name on a model hub, or"):
        open_reader(model)


def test_a_folder_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    """An empty folder is taken for an export without its manifest."""
    with pytest.raises(ModelError, match=r"manifest\.json of the reader"):
        open_reader(f"{tmp_path}{os.sep}")


def test_a_check_is_made_before_each_window_and_ends_the_reading() -> None:
    """What it raises goes to the caller, nothing is read after it, and the reader it was made of has no check."""
    network = Scripted(flat)
    checks = [None, None]
    reader = Reader(network)
    with pytest.raises(IndexError):
        reader.checked(lambda: checks.pop()).read("Where?", SHORT, stop=None)
    assert len(network.read) == 2
    assert len(reader.read("Where?", SHORT, stop=None).each) == len(SHORT)


@pytest.mark.parametrize("workers", [1, 2, 3, 20])
def test_how_many_are_read_at_once_changes_nothing(workers: int) -> None:
    """Readings and counts are the same, whether reading stops early or not, however many passages are read ahead."""
    passages = [PassageInput("", text, text) for text in ("Alpha.", "Beta.", "Gamma.", "Delta.", "Epsilon.")]

    def stop(_: Sequence[str], readings: Sequence[Reading | None]) -> bool:
        return sum(reading is not None for reading in readings) == 3

    alone, together = Reader(Scripted(flat)), Reader(Scripted(flat), workers=workers)
    assert together.read("Where?", passages, stop=stop) == alone.read("Where?", passages, stop=stop)
    assert together.read("Where?", passages, stop=None) == alone.read("Where?", passages, stop=None)
    assert together.read("Where?", passages, stop=stop).count == ReadCount(3, 3)


def test_a_reading_is_made_once_while_it_is_kept() -> None:
    """The same question of the same passage is read once; another title, text or question is read; 0 keeps none."""
    network = Scripted(flat)
    reader = Reader(network, kept=2)
    one, two, three = (PassageInput("", text) for text in ("Alpha.", "Beta.", "Gamma."))
    assert reader.read("Where?", [one, two]) == reader.read("Where?", [one, two])
    assert len(network.read) == 2
    reader.read("Who?", [one])
    reader.read("Where?", [PassageInput("Title", "Alpha.")])
    assert len(network.read) == 4
    reader.read("Where?", [one, three])  # both were dropped for the two before
    assert len(network.read) == 6
    forgetful = Reader(network, kept=0)
    assert forgetful.read("Where?", [one]) == forgetful.read("Where?", [one])
    assert len(network.read) == 8
