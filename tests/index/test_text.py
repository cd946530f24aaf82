"""Text: normalisation is idempotent, and encodings are detected."""

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import Unreadable
from index.text import decode, normalise, normalise_line, shorten

# Difficult input: astral characters, combining marks, joiners, every line end, right-to-left text, controls.
HOSTILE = (
    "aé\u0301\u0327ẛ\u0323\u212b가\u1100\u1161\u11a8😀👩\u200d\U0001f3fb"
    " \t\n\r\v\f\x1c\x1f\x85\u2028\u2029\u00a0\u2003"
    "שלום\u200e\u200f\u202eمى\u200c\u200b\u2066\ufe0f\u034f\u0327\u20d0\U000e0041\U000e0100\U0001f3f4\u0000\x7f\x9f\ufeff\ufffc\ud800\udfff"
)
texts = st.text(st.sampled_from(HOSTILE) | st.characters(), max_size=60)


@given(texts)
@example("a\n \nb")
@example("a \r \r \r b")
@example("\u0301\x00\u0301a\u00ad\u0301")
def test_normalisation_is_idempotent(text: str) -> None:
    """Normalisation is idempotent, so offsets into a stored text stay valid."""
    once = normalise(text)
    assert normalise(once) == once
    line = normalise_line(text)
    assert normalise_line(line) == line == normalise(line)


@given(texts)
def test_normal_text_is_composed_and_clean(text: str) -> None:
    r"""Normalised text is NFC, its only line end is `\n`, and its only other control character is the tab."""
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not {character for character in clean if unicodedata.category(character) in ("Cc", "Cs")} - {"\n", "\t"}
    assert "\r" not in clean
    assert "\ufeff" not in clean
    assert clean == clean.strip()
    assert "\n\n\n" not in clean
    assert not any("\u202a" <= character <= "\u202e" or "\u2060" <= character <= "\u206f" for character in clean)
    assert not any(line != line.rstrip() for line in clean.split("\n"))
    clean.encode()


@given(texts)
def test_a_normal_line_is_one_line(text: str) -> None:
    """A normalised line has no line end, no tab and no two spaces in a row."""
    assert " ".join(normalise_line(text).split()) == normalise_line(text)


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=40))
def test_visible_characters_are_kept(text: str) -> None:
    """Letters, digits and punctuation are composed, never removed."""
    assert normalise(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n \nb", "a\n\nb"),
        ("a\n \t\n\xa0\n\nb", "a\n\nb"),
        ("a   \nb", "a\nb"),
        ("a\u2029b\u2028c\x85d", "a\nb\nc\nd"),
        ("cafe\u0301", "café"),
        ("so\u00adft", "soft"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\ud83d half an emoji", "half an emoji"),
        ("Paid \u202e000,1\u202c euros", "Paid 000,1 euros"),
        ("\u2067evil\u2069 \u202btext\u202c", "evil text"),
        ("Reu\u200bters\u2060 Reu\u200dters Reu\u200cters Reu\ufe0fters", "Reuters Reuters Reuters Reuters"),
        ("12\u200f 34", "12 34"),
        ("\u200eHarbour opens", "Harbour opens"),
        ("ship\U000e0041\U000e0042s", "ships"),
        ("text\U000e0100\U000e0101", "text"),
        ("e\u200b\u0301", "é"),
        ("שלום (a)\u200f, עולם", "שלום (a)\u200f, עולם"),
        ("שלום \u202eעולם", "שלום עולם"),
        ("שלום\u200f\nmade\u200f up", "שלום\u200f\nmade up"),
        ("क्\u200dष", "क्\u200dष"),
        ("ภาษา\u200bไทย", "ภาษา\u200bไทย"),
        ("❤\ufe0f\u200d🔥 1\ufe0f\u20e3", "❤\ufe0f\u200d🔥 1\ufe0f\u20e3"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("葛\U000e0100城", "葛\U000e0100城"),
    ],
)
def test_normalisation_by_example(text: str, expected: str) -> None:
    """Paragraphs are kept, trailing spaces removed, and joiners kept where the script uses them."""
    assert normalise(text) == expected


@pytest.mark.parametrize(
    "filler", [" ", "\t", "\n", " \n", "\u0301", "\u0301\u0315", "\u200d\ufe0f", "\ufe0f\u200d", "\x00", "\r"]
)
def test_normalisation_takes_linear_time(filler: str) -> None:
    """A long run of one character, or of two in turn, does not take quadratic time."""
    started = time.perf_counter()
    normalise("a" + filler * 150_000 + "b")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Plain words", "ascii"),
        ("Le président a été réélu à Genève, où l’été était très chaud.", "cp1252"),
        ("El País", "latin-1"),
        ("O presidente anunciou que as negociações não terão impacto na inflação.", "latin-1"),
        ("Österreich: Größe über alles", "latin-1"),
        ("“Nothing” has changed – at the café", "cp1252"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Prezident ve středu oznámil, že jednání skončila úspěšně. Společnost může být klidná.", "cp1250"),
        ("Президент в среду объявил, что переговоры завершились успешно.", "cp1251"),
        ("首相は水曜日、交渉が成功裏に終わったと発表した。経済は予想より速く成長するだろう。", "shift_jis"),
        ("Kobane’s “liberation” 😀", "utf-8"),
        ("Kobane’s “liberation” 😀", "utf-8-sig"),
        ("Kobane’s “liberation” 😀", "utf-16"),
        ("", "utf-8"),
    ],
)
def test_the_encoding_is_detected(text: str, encoding: str) -> None:
    """Even short texts are decoded in their own encoding."""
    assert decode(text.encode(encoding), "it") == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf_8_is_never_mistaken(text: str) -> None:
    """Valid UTF-8 is always decoded as UTF-8."""
    assert decode(text.encode(), "it") == text.removeprefix("\ufeff")


def test_one_invalid_sequence_does_not_change_the_encoding() -> None:
    """Truncated or concatenated UTF-8 keeps all its other characters."""
    good = "The café’s owner – José – “agreed”. "
    assert decode(good.encode() + b"\xe9 " + good.encode(), "it") == f"{good}\ufffd {good}"
    assert decode(good.encode()[:-5] + b"\xe2\x80", "it").startswith("The café’s owner – José – “agree")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)) * 20,
        bytes(range(1, 256)) * 20,
        b"\xff\xfe" + bytes(100),
        "no mark".encode("utf-16-le"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    """Binary data raises `Unreadable`, and the message begins with the origin."""
    with pytest.raises(Unreadable, match=r"^it is not text"):
        decode(data, "it")


@given(st.binary(max_size=300))
def test_no_bytes_raise_another_error(data: bytes) -> None:
    """Any bytes give text or `Unreadable`."""
    with suppress(Unreadable):
        decode(data, "it").encode()


@given(st.text())
@example("\x1b[31m\ud800\u202e" + "x" * 3_000)
@example("\x00" * 3_000)
def test_what_is_shown_of_input_is_short_and_printable(text: str) -> None:
    """At most 100 characters, without any that controls a terminal or reorders the text; short text is shown whole."""
    shown = shorten(text)
    assert len(shown) <= 100
    assert shown.isprintable()
    assert shown == text or not text.isprintable() or len(text) > 100
