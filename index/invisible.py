"""Invisible characters: removed where they only make a text show something else than it says.

Direction marks, joiners and the like are spelling in the scripts that are written with them, and stay there.
"""

import re

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
