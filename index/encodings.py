"""Encodings of text: which one a label means in browsers, and which one a text in Latin letters is in.

The labels are those of the WHATWG Encoding Standard that Python does not know, or takes for another encoding.
"""

import re

_CODECS = {
    "cp1252": "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100"
    " latin-1 latin1 l1 cp819 ibm819 csisolatin1 x-cp1252",
    "cp1254": "iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5 csisolatin5 x-cp1254",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr iso-ir-149 windows-949",
    "gb18030": "gb2312 gbk gb_2312 gb_2312-80 chinese x-gbk csgb2312 csiso58gb231280 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "x-euc-jp cseucpkdfmtjapanese",
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8mb4 utf8mb4",
    "utf-16-le": "unicode csunicode iso-10646-ucs-2 ucs-2 unicodefeff",
    "iso8859-2": "iso88592 csisolatin2",
    "iso8859-5": "iso88595 csisolatincyrillic",
    "iso8859-6": "iso-8859-6-e iso-8859-6-i iso88596 csisolatinarabic asmo-708",
    "iso8859-7": "iso88597 csisolatingreek sun_eu_greek",
    "iso8859-8": "iso-8859-8-i iso-8859-8-e iso88598 logical visual csisolatinhebrew",
    "iso8859-15": "iso885915 csisolatin9",
    "koi8-r": "koi koi8 cskoi8r",
    "koi8-u": "koi8-ru",
    "cp866": "csibm866",
    "mac_roman": "macintosh mac csmacintosh x-mac-roman",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
} | {f"cp{page}": f"x-cp{page}" for page in (1250, 1251, 1253, 1255, 1256, 1257, 1258)}
_BY_LABEL = {label: codec for codec, labels in _CODECS.items() for label in labels.split()}

# The letters beyond ASCII of languages, by the encodings in which texts without a declaration are written.
_CENTRAL = ("cp1250", "iso8859-2")
_ALPHABETS = (
    *(
        (("cp1252",), letters)
        for letters in (
            "àâçèéêëîïôùûüœÿ", "äöüßéà", "áéíñóúü¡¿ª", "ãáâàçéêíõóôúüª", "àèéìíîòóùúª", "åäöéü", "æøåéöä", "éëïöüèáóú",
            "àçèéíïòóúü", "áéíóúýðþæö", "ëç", "õäöüšž", "áéíóúñçàèò",
        )
    ),
    *((_CENTRAL, letters) for letters in (
        "áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšžé", "áäčďéíĺľňóôŕšťúýž", "ăâîşţé", "äößüčě",
    )),
    (("cp1254",), "çğıiöşüâîİ"),
    (("cp1257", "iso8859-13"), "ąčęėįšųūž"),
    (("cp1257", "iso8859-13"), "āčēģīķļņšūž"),
    (("cp1257", "iso8859-13"), "õäöüšž"),
)  # fmt: skip
_BETWEEN = frozenset("’‘´·–—…\xa0\xad")  # may stand between two letters
_QUOTES = frozenset("‚“”„«»‹›")
_SYMBOLS = frozenset("€£§©®™°½¼º")  # never stand before a letter
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LEAST = 0.9


def codec_of(label: str) -> str:
    """Return the name of Python for the encoding that browsers take a label for; unknown ones are unchanged."""
    name = label.strip().strip("\"'").lower()
    return _BY_LABEL.get(name, name)


def tell_alphabet(sample: bytes) -> str | None:
    """Return the encoding in which a text has only the letters of one language that is written in Latin ones.

    None if there is no such encoding. Of several in which it reads the same, it is any.
    """
    best, found = _LEAST, None
    for encoding in dict.fromkeys(name for names, _ in _ALPHABETS for name in names):
        text = sample.decode(encoding, errors="replace")
        for letters in (letters for names, letters in _ALPHABETS if encoding in names):
            if (share := _share_of(text, letters)) > best:
                best, found = share, encoding
    return found


def _share_of(text: str, letters: str) -> float:
    """Return how many of the characters beyond ASCII can be of a text with these letters."""
    found = [one.start() for one in _BEYOND_ASCII.finditer(text)]
    return sum(_fits(text, place, letters) for place in found) / max(1, len(found))


def _fits(text: str, place: int, letters: str) -> bool:
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if sign in letters or sign.lower() in letters:
        return not (sign.isupper() and before.islower())  # no language has capitals within its words
    if sign in _QUOTES:
        return not (before.isalpha() and after.isalpha())
    return sign in _BETWEEN or (sign in _SYMBOLS and not after.isalpha())
