"""The progress of an ingest: what is stored, not what was read in advance."""

from api.commands.output.pace import Pace
from api.commands.output.terminal import Meter
from index.types import Rejected


class Recorder(Meter):
    """A meter that records what it is told."""

    def __init__(self) -> None:
        self.bytes = 0
        self.said: list[str] = []

    def advance(self, step: int = 1) -> None:
        """Add to what is done."""
        self.bytes += step

    def describe(self, text: str) -> None:
        """Keep the text."""
        self.said.append(text)


def test_the_meter_moves_as_records_are_stored() -> None:
    """It stands at the bytes that had been read with the last stored record, and at the end at all of them."""
    meter = Recorder()
    pace = Pace(meter)

    def read() -> list[Rejected]:
        return [Rejected("a", number, "x") for number in range(1, 41)]

    for number, _ in enumerate(pace.follow(read()), start=1):
        pace.count(10 * (number % 2))
    assert meter.bytes == 0
    assert meter.said == ["16 read, 0 stored", "32 read, 0 stored"]
    pace.reach(20)
    assert meter.bytes == 100
    pace.reach(40)
    assert meter.bytes == 200
    pace.reach(40)
    pace.finish()
    assert meter.bytes == 200


def test_the_rate_is_that_of_the_last_minute() -> None:
    """A quick beginning, of articles that were known, says nothing about the rest; reading ahead does not count."""
    meter, moments = Recorder(), iter([0.0, 10.0, 20.0, 80.0, 140.0])
    pace = Pace(meter, lambda: next(moments))
    for articles in (640, 704, 1_064, 1_424):
        pace.tell(articles)
    assert meter.said == [
        "640 stored, 64.0 a second",
        "704 stored, 35.2 a second",
        "1,064 stored, 6.0 a second",
        "1,424 stored, 6.0 a second",
    ]
    list(pace.follow([Rejected("a", 1, "x")] * 16))
    assert meter.said[-1] == "16 read, 1,424 stored, 6.0 a second"
