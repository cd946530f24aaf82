"""The fuzzing of formats: what it cannot run it says, and no fault of a reader escapes it."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from bench import fuzz_formats
from bench.fuzz_formats import fuzz, main, mutate_within
from bench.samples import write_zip

TEXT = b"The harbour bridge opened on Tuesday. " * 20


def test_a_sample_that_does_not_exist_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name of a module is not that of a sample: the message has the names that there are."""
    monkeypatch.setattr("sys.argv", ["fuzz_formats", "jsonlines"])
    with pytest.raises(SystemExit):
        main()
    assert "there is no sample 'jsonlines'; there are: warc, " in capsys.readouterr().err


def test_a_reader_that_catches_the_alarm_is_still_too_slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader may take the signal for a fault of its file, and reject it: the time is measured as well."""
    monkeypatch.setattr(fuzz_formats, "_SECONDS", 0)
    with pytest.raises(TimeoutError):
        fuzz("jsonl", 1, 0, tmp_path)


def test_what_a_zip_file_holds_is_mutated() -> None:
    """Bytes changed in packed data fail its checksum, so that the reader of what it holds would never see a change."""
    packed = write_zip({"a.txt": TEXT})
    found = {_unpack(mutate_within(packed, random.Random(seed))) for seed in range(10)}
    assert found - {TEXT, b""}


def _unpack(packed: bytes) -> bytes:
    """Return the file in a zip file; nothing where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return archive.read("a.txt")
    except Exception:  # noqa: BLE001 - on malformed directories zipfile raises nearly anything
        return b""
