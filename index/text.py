"""Text as Dateline keeps it: normalised once, at the door, so that offsets mean one thing for ever."""

import re
import unicodedata
from contextlib import suppress

from charset_normalizer import from_bytes

from index.errors import Unreadable

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, lone surrogates, non-characters, soft hyphens, byte-order marks and the object-replacement sign say nothing
# to a reader. Of joiners, direction marks and the like those stay that a script is spelled with.
_STRAY = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffc\ufffe\uffff\ud800-\udfff]")
_GAPS = re.compile(r"\n{3,}")

_SAMPLE = 65_536
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What Western European languages write beyond ASCII: never three such letters in a row, and õ only as in "ações".
_WESTERN = re.compile(
    r"(?:[\x00-\x7f]|(?<!\w)[¿¡]|õ(?=e)|(?![À-ÿ]{3})[àáâãäåæçèéêëíîïñòóôöøùúûüßœÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÛÜŒ]|[‘’‚“”„«»‹›–—…•€£§©®™°·´\xa0\xad])*"
)


# Direction marks, joiners and the like are spelling in the scripts that are written with them, and stay there.
# Scripts from right to left, of India and South-East Asia, and Mongolian.
_SCRIPTS = (
    "\u0590-\u061b\u061d-\u109f\u1780-\u180a\u1810-\u18af\u1900-\u1cff\ua800-\ua95f\ua980-\uab2f\uabc0-\uabff"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e800-\U0001efff"
)
_EMOJI = "\u2190-\u21ff\u231a-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_SUSPECT = re.compile(
    "[\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
# Embeddings, overrides and isolates reorder what is beside them; no script is spelled with them. With them go invisible
# operators, annotations, and tags that do not spell a flag.
_NEVER = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e00ff]"
)
_IN_SCRIPTS = re.compile(f"[{_SCRIPTS}]")
_MARKS = re.compile(
    f"[\u034f\u061c\u180b-\u180f\u200b\u200c\u200e\u200f]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"
)  # fmt: skip
_SELECTORS = re.compile(f"(?<=[A-Za-z\u00c0-\u058f])[\ufe00-\ufe0f]+|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]")


def normalise(text: str) -> str:
    r"""Return `text` in NFC, with `\n` line ends, no stray control characters, and no gap wider than one blank line.

    What is invisible goes as well, unless a script in its line is spelled with it. Applying it twice changes nothing
    more.
    """
    text = unicodedata.normalize("NFC", _STRAY.sub("", _LINE_ENDS.sub("\n", text)))
    while (clean := drop_invisible(text)) != text:
        text = unicodedata.normalize("NFC", clean)
    text = "\n".join(map(str.rstrip, text.split("\n")))
    return _GAPS.sub("\n\n", text).strip()


def normalise_line(text: str) -> str:
    """Return `text` normalised and on one line, as titles, names and questions are."""
    return " ".join(normalise(text).split())


def decode(data: bytes, origin: str) -> str:
    """Return `data` as text, detecting the encoding where it is not UTF-8; what cannot be read becomes U+FFFD.

    Raises:
        Unreadable: the bytes are not text in any encoding that can be told; the sentence begins with `origin`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data[:_SAMPLE]:
        raise Unreadable(f"{origin} is not text: it holds NUL bytes")
    else:
        text = data.decode(_encoding_of(data, origin), errors="replace")
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) * 100 > min(len(text), _SAMPLE):
        raise Unreadable(f"{origin} is not text: it is full of control characters")
    return text


def _encoding_of(data: bytes, origin: str) -> str:
    if _is_utf8(data):
        return "utf-8-sig"
    sample = data[:_SAMPLE]
    with suppress(UnicodeDecodeError):
        # A guess from statistics takes short French for Baltic and Portuguese for Hungarian.
        if _WESTERN.fullmatch(sample.decode("cp1252")):
            return "cp1252"
    best = from_bytes(sample).best()
    if best is None:
        raise Unreadable(f"{origin} is not text in any encoding that could be detected")
    return best.encoding


def _is_utf8(data: bytes) -> bool:
    """Tell whether it is UTF-8, if need be with a few broken characters, as where a file was cut or pasted together."""
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode(errors="replace")
        beyond_ascii, broken = sum(map("\x7f".__lt__, text)), text.count("\ufffd")
        return beyond_ascii - broken > broken
    return True


def drop_invisible(text: str) -> str:
    """Return a text without invisible characters that no script in their line is spelled with.

    Applying it twice changes nothing more.
    """
    while _SUSPECT.search(text) and (clean := _drop(text)) != text:
        text = clean
    return text


def _drop(text: str) -> str:
    lines = _NEVER.sub(r"\1", text).split("\n")
    return _SELECTORS.sub("", "\n".join(line if _IN_SCRIPTS.search(line) else _MARKS.sub("", line) for line in lines))
