"""Stages of the work on a question: observed where there is an observer, and nothing otherwise."""

import contextlib
import threading
from collections.abc import Iterator
from contextvars import copy_context

from index.stages import Headers, Stage, observe, stage


def test_without_an_observer_a_stage_is_nothing() -> None:
    """The block runs, and there are no headers."""
    with stage(Stage.MODEL) as headers:
        assert headers == {}


def test_an_observer_is_of_its_context_alone() -> None:
    """It follows the work into copies of its context, as threads of a server get them, and into no other."""
    seen: list[Stage] = []

    @contextlib.contextmanager
    def note(kind: Stage) -> Iterator[Headers]:
        seen.append(kind)
        yield {"traceparent": "00-1-2-01"}

    def work() -> None:
        with stage(Stage.READ) as headers:
            assert headers == {"traceparent": "00-1-2-01"}

    def begin() -> None:
        observe(note)
        copied = copy_context()
        thread = threading.Thread(target=copied.run, args=(work,))
        thread.start()
        thread.join()

    copy_context().run(begin)
    assert seen == [Stage.READ]
    with stage(Stage.READ) as headers:
        assert headers == {}
