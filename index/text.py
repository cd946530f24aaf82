"""Decoding and normalisation of text: text is normalised once, on input, so that stored offsets stay valid."""

import re
import unicodedata
from itertools import groupby, islice

from index.encodings import codec_of, tell_alphabet
from index.errors import Unreadable

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, lone surrogates, non-characters, soft hyphens, byte-order marks and the object replacement
# character carry no text. Joiners, direction marks and the like are handled below, since some scripts need them.
_STRAY = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffc\ufffe\uffff\ud800-\udfff]")
# Windows-1252 under the name of Latin-1, as every browser reads it; `\x85` is a line end.
_MISNAMED = re.compile("[\x80-\x84\x86-\x9f]")
_GAPS = re.compile(r"\n{3,}")

_SAMPLE = 65_536
_SHOWN = 100
_MOST_LOST = 20  # of so many bytes beyond ASCII, one may be invalid under a label
_GREEK = ("cp1253", "iso8859_7")  # they differ in the capital alpha with an accent, which is a sign in the other one
_ISO_ALPHA = re.compile(b"\xb6[\xdc-\xfe]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


# Scripts whose spelling uses direction marks, joiners and the like, which are kept there: right-to-left scripts, those
# of India and South-East Asia, and Mongolian.
_SCRIPTS = (
    "\u0590-\u061b\u061d-\u109f\u1780-\u180a\u1810-\u18af\u1900-\u1cff\ua800-\ua95f\ua980-\uab2f\uabc0-\uabff"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e800-\U0001efff"
)
_EMOJI = "\u2190-\u21ff\u231a-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_INVISIBLE = (
    "\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_SUSPECT = re.compile(f"[{_INVISIBLE}]")
# No text has so many of them, and work on a run grows with the square of its length: below, and in NFC.
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]{{33,}}")
_MARK_RUN = re.compile(r"[^\w\s\x00-\u02ff]{31,}")  # combining characters are among these
_MOST_MARKS = 30  # as in the Stream-Safe Text Format of Unicode
# Embeddings, overrides and isolates reorder the text around them, and no script needs them. Invisible operators,
# annotations, and tags outside flag emoji are removed too.
_NEVER = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e00ff]"
)
_IN_SCRIPTS = re.compile(f"[{_SCRIPTS}]")
_MARKS = re.compile(
    f"[\u034f\u061c\u180b-\u180f\u200b\u200c\u200e\u200f]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"
)  # fmt: skip
_SELECTORS = re.compile(f"(?<=[A-Za-z\u00c0-\u058f])[\ufe00-\ufe0f]+|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]")


def shorten(given: str) -> str:
    """Return what a client sent as a message shows it: at most 100 characters, all of them printable."""
    line = "".join(filter(str.isprintable, replace_surrogates(given[: 4 * _SHOWN])))
    return line if len(line) <= _SHOWN and len(given) <= 4 * _SHOWN else f"{line[: _SHOWN - 1]}…"


def replace_surrogates(text: str) -> str:
    """Return `text` with a question mark for each lone surrogate, which no tokenizer accepts."""
    return text.encode("utf-8", "replace").decode("utf-8")


def normalise(text: str) -> str:
    r"""Return `text` in NFC, with `\n` line ends, without control characters, and with at most one blank line in a row.

    Invisible characters are removed, unless a script in their line uses them, and so are combining characters after the
    thirtieth in a row. The function is idempotent, and takes time in proportion to the length.
    """
    text = _compose(_STRAY.sub("", _MISNAMED.sub(_read_windows, _LINE_ENDS.sub("\n", text))))
    while (clean := drop_invisible(text)) != text:
        text = _compose(clean)
    text = "\n".join(map(str.rstrip, text.split("\n")))
    return _GAPS.sub("\n\n", text).strip()


def normalise_line(text: str) -> str:
    """Return `text` normalised and on one line, with single spaces, for titles, names and questions."""
    return " ".join(normalise(text).split())


def decode(data: bytes, origin: str) -> str:
    """Decode `data`, detecting the encoding if it is not UTF-8; invalid bytes become U+FFFD.

    Raises:
        Unreadable: the bytes are not text in any detectable encoding; the message begins with `origin`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data[:_SAMPLE]:
        raise Unreadable(f"{origin} is not text: it contains NUL bytes")
    else:
        text = data.decode(_encoding_of(data, origin), errors="replace")
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) * 100 > min(len(text), _SAMPLE):
        raise Unreadable(f"{origin} is not text: it contains too many control characters")
    return text


def decode_as(data: bytes, label: str) -> str:
    """Decode `data` as browsers do under the label of an encoding: Latin-1, say, is read as Windows-1252.

    Raises:
        LookupError: there is no such encoding.
        UnicodeDecodeError: the bytes are not in it; a few that are not become U+FFFD.
    """
    encoding = codec_of(label)
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") * _MOST_LOST > sum(map(0x7F.__lt__, data)) and encoding != "cp1252":
        return data.decode(encoding)
    return text


def _read_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", errors="ignore")


def _encoding_of(data: bytes, origin: str) -> str:
    if _is_utf8(data):
        return "utf-8-sig"
    sample = data[:_SAMPLE]
    if told := tell_alphabet(sample):
        return told  # statistical detection mistakes short French for Baltic and Polish for Western European
    from charset_normalizer import from_bytes  # most files are UTF-8

    best = from_bytes(sample).best()
    if best is None:
        raise Unreadable(f"{origin} is not text: its encoding was not detected; convert it to UTF-8")
    if best.encoding in _GREEK:
        return _GREEK[bool(_ISO_ALPHA.search(sample))]
    return best.encoding


def _is_utf8(data: bytes) -> bool:
    """Return whether it is UTF-8; a few invalid sequences are tolerated, as in truncated or concatenated files."""
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode(errors="replace")
        beyond_ascii, invalid = sum(map("\x7f".__lt__, text)), text.count("\ufffd")
        return beyond_ascii - invalid > invalid
    return True


def drop_invisible(text: str) -> str:
    """Remove invisible characters that no script in their line uses, and long runs of them; idempotent."""
    if not _SUSPECT.search(text):
        return text
    text = _INVISIBLE_RUN.sub("", text)
    while (clean := _drop(text)) != text:
        text = clean
    return text


def _compose(text: str) -> str:
    """Return text in NFC, with at most 30 combining characters in a row."""
    return unicodedata.normalize("NFC", _MARK_RUN.sub(_cut_marks, text))


def _cut_marks(run: re.Match[str]) -> str:
    marks = groupby(run.group(), key=lambda char: unicodedata.combining(char) > 0)
    return "".join("".join(islice(chars, _MOST_MARKS if combining else None)) for combining, chars in marks)


def _drop(text: str) -> str:
    lines = _NEVER.sub(r"\1", text).split("\n")
    return _SELECTORS.sub("", "\n".join(line if _IN_SCRIPTS.search(line) else _MARKS.sub("", line) for line in lines))
