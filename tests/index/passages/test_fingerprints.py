"""What two texts share, whatever was cut, added or rewritten."""

import pytest

from index.passages.fingerprints import LEAST, WINDOW, compare, find_agency, sketch
from tests.index.stories import HOUSE, LEAD, STORY, first, other, sentences


@pytest.mark.parametrize(
    "copy",
    [
        first(0.4),
        STORY.upper().replace(",", " –"),
        LEAD + " ".join(sentences(STORY)[3:]),
        f"{other(1, 60)} {first(0.5)} {other(2, 60)}",
        " ".join(f"{told} {other(n, 24)}" for n, told in enumerate(sentences(STORY))),
    ],
    ids=["cut", "case and punctuation", "rewritten lead", "half of it, half other", "added between sentences"],
)
def test_a_changed_copy_shares_a_fingerprint_and_is_akin(copy: str) -> None:
    """What papers do to a story leaves fingerprints by which it is found, and enough by which it is told."""
    story, changed = sketch(STORY), sketch(copy)
    assert set(story.fingerprints()) & set(changed.fingerprints())
    assert compare(story, changed).akin(one_source=False)


@pytest.mark.parametrize("text", [other(1), other(2), HOUSE, LEAD, "", "Too short."])
def test_another_story_is_not_akin(text: str) -> None:
    """Texts that tell something else, or the same in other words, or next to nothing, are no copies."""
    overlap = compare(sketch(STORY), sketch(text))
    assert not overlap.akin(one_source=False)
    assert not overlap.close


@pytest.mark.parametrize("before", range(0, 60, 7))
def test_a_run_of_words_in_common_is_always_found(before: int) -> None:
    """Two texts with 52 words in a row in common have a fingerprint in common, wherever these are."""
    words = STORY.split()
    run = " ".join(words[before + 3 : before + 3 + WINDOW + 4])
    one, two = sketch(f"{other(1, 70)} {run} {other(2, 70)}"), sketch(f"{other(3, before + 9)} {run} {other(4, 90)}")
    assert set(one.fingerprints()) & set(two.fingerprints())


def test_within_one_source_more_has_to_be_shared() -> None:
    """Half a text in common makes a copy across sources; within one it is how series and follow-ups are built."""
    half = compare(sketch(f"{first(0.5)} {other(1, 110)}"), sketch(f"{first(0.5)} {other(2, 110)}"))
    assert half.akin(one_source=False)
    assert not half.akin(one_source=True)
    assert compare(sketch(STORY), sketch(first(0.5))).akin(one_source=True)


def test_a_story_within_a_digest_of_many_is_no_copy_of_it() -> None:
    """A text that holds a tenth of its words from a story is not that story."""
    assert not compare(sketch(STORY), sketch(f"{STORY} {other(1, 2_400)}")).akin(one_source=False)


def test_what_is_common_does_not_count() -> None:
    """Shared boilerplate makes two stories akin only as long as it is not known to be boilerplate."""
    one, two = sketch(f"{other(1, 60)} {HOUSE}"), sketch(f"{other(2, 60)} {HOUSE}")
    assert compare(one, two).akin(one_source=False)
    common = set(one.fingerprints()) & set(two.fingerprints())
    assert compare(one, two, common).shared < LEAST
    assert compare(sketch(f"{STORY} {HOUSE}"), sketch(f"{first(0.5)} {HOUSE}"), common).akin(one_source=True)


def test_chinese_is_compared_by_its_characters() -> None:
    """In a language without spaces between words, a shortened copy is found as well."""
    text = "".join(chr(0x4E00 + (n * n * 7 + n * 13) % 5_000) for n in range(120))
    assert compare(sketch(text), sketch(text[:60])).shared >= LEAST


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("QARUN, March 3 (Reuters) - The harbour was reopened.", "Reuters"),
        ("QARUN (AP) — The harbour was reopened.", "AP"),
        ("Qarun (AFP) – The harbour was reopened.", "AFP"),
        ("Grain ships\n\nQarun (dpa) - The harbour was reopened.", "dpa"),
        ("The agency (Reuters) reported it first.", None),
        ("The harbour was reopened. It took the port (AP) long.", None),
        ("The Port Authority (PA) runs it.", None),
    ],
)
def test_an_agency_is_told_by_its_dateline(text: str, agency: str | None) -> None:
    """The line that opens a report names whose it is; a mention in a sentence does not."""
    assert find_agency(text) == agency
