"""A stream is cut into sentences with their keys, each as soon as the next one begins."""

from collections.abc import Generator

import pytest

from qa.generation.sentences import Written, cut


def stream(text: str, size: int = 3, *, whole: bool = True) -> Generator[str, None, bool]:
    """Yield a text in pieces."""
    for at in range(0, len(text), size):
        yield text[at : at + size]
    return whole


@pytest.mark.parametrize("size", [1, 4, 1_000])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ada won. [a123] Bo lost [b456].", [("Ada won.", ("a123",)), ("Bo lost.", ("b456",))]),
        (
            "Ada won [a123][b456]. Bo lost. [c789, d012]",
            [("Ada won.", ("a123", "b456")), ("Bo lost.", ("c789", "d012"))],
        ),
        ("Ada won.[a123] [b456] Bo lost.", [("Ada won.", ("a123", "b456")), ("Bo lost.", ())]),
        (
            "The U.S. Federal Reserve met on Jan. 5. [a123]\nIt rained. [b456]",
            [("The U.S. Federal Reserve met on Jan. 5.", ("a123",)), ("It rained.", ("b456",))],
        ),
        ("<think>Ada won. Hm.</think>\n\nBo won. [a123]", [("Bo won.", ("a123",))]),
        ("- **Ada** won. [a123]\n- Bo lost. [b456]", [("Ada won.", ("a123",)), ("Bo lost.", ("b456",))]),
        ("Ada won. [1] Bo lost [source].", [("Ada won.", ()), ("Bo lost.", ())]),
        ("| a | b |\n|---|---|", [("| a | b |", ())]),
        ("1. Ada won. [a123]\n2. Bo lost. [b456]", [("Ada won.", ("a123",)), ("Bo lost.", ("b456",))]),
        ("Answer: Ada won. [a123]", [("Ada won.", ("a123",))]),
        ("Ada won 【a123】. Bo lost [passage b456].", [("Ada won.", ("a123",)), ("Bo lost.", ("b456",))]),
        ("According to [a123], rain fell in May.", [("Rain fell in May.", ("a123",))]),
        ("As reported in passages [a123] and [b456], Ada won.", [("Ada won.", ("a123", "b456"))]),
        ("According to Bo [a123], rain fell.", [("According to Bo, rain fell.", ("a123",))]),
        ("", []),
        ("<think>never ends. Ada won. [a123]", []),
    ],
)
def test_sentences_and_keys(text: str, sentences: list[tuple[str, tuple[str, ...]]], size: int) -> None:
    """Keys belong to the sentence before them, in any of the usual forms, however the stream is cut."""
    assert list(cut(stream(text, size))) == [Written(*one) for one in sentences]


def test_each_leaves_as_soon_as_the_next_begins() -> None:
    """The first sentence does not wait for the end of the stream."""

    def broken() -> Generator[str, None, bool]:
        yield "Ada won. [a123] B"
        raise AssertionError("it was read on")

    assert next(cut(broken())) == Written("Ada won.", ("a123",))


def test_a_full_stop_behind_keys_ends_a_sentence() -> None:
    """Then the sentence leaves with that full stop, before the model has begun the next one."""

    def broken() -> Generator[str, None, bool]:
        yield "Ada won [a123, b456]."
        raise AssertionError("it was read on")

    assert next(cut(broken())) == Written("Ada won.", ("a123", "b456"))


def test_what_was_cut_off_is_left_out() -> None:
    """Of an answer that just stopped, an unfinished sentence is not said."""
    assert [one.text for one in cut(stream("Ada won. [a123] Bo did not", whole=False))] == ["Ada won."]
    assert [one.text for one in cut(stream("Ada won. [a123]", whole=False))] == ["Ada won."]


def test_a_line_without_end_is_bounded() -> None:
    """A megabyte without a full stop makes sentences of bounded length, which cite nothing."""
    for one in cut(stream("la " * 300_000, 5_000)):
        assert len(one.text) <= 1_200
        assert not one.keys
