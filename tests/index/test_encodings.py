"""Encodings: told from the letters of a text, and the labels of browsers."""

import pytest

from index.encodings import codec_of
from index.text import decode, decode_as

CZECH = "Noční trajekt vypluje v pátek, řekl šéf přístavu. Žádná škoda nevznikla."
POLISH = "Zarząd portu ogłosił we wtorek, że prom wypłynie w piątek. Źródła mówią o błędzie."
CROATIAN = "Noćni trajekt plovi od petka, objavila je lučka uprava. Šteta je mala, žele više."
HUNGARIAN = "Az éjszakai komp pénteken indul, közölte a kikötő igazgatósága a tűz után."
FRENCH = "Le bac de nuit repart dès vendredi, où l’été a coûté 3 € de plus à la société."

GREEK = "Το πλοίο αναχωρεί ξανά την Παρασκευή, ανακοίνωσε η διοίκηση. Άρχισε η έρευνα."


@pytest.mark.parametrize("text", [CZECH, POLISH, CROATIAN, HUNGARIAN], ids=["cs", "pl", "hr", "hu"])
@pytest.mark.parametrize("encoding", ["iso8859-2", "cp1250"])
def test_texts_of_central_europe_are_told_apart(text: str, encoding: str) -> None:
    """The encoding is the one in which the text has the letters of one language: its letters differ in both."""
    assert decode(text.encode(encoding), "x") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("Gece feribotu cuma günü kalkıyor, İstanbul'da ağır hasar olmadığını söyledi.", "cp1254"),
        ("Naktinis keltas plaukia nuo penktadienio, šį žiną patvirtino viršininkas.", "cp1257"),
        ("Ночной паром снова отправится в пятницу, сообщило управление порта.", "koi8-r"),
        (GREEK, "iso8859-7"),
        (GREEK, "cp1253"),
    ],
    ids=["fr", "tr", "lt", "ru", "el-iso", "el-windows"],
)
def test_other_alphabets_are_told(text: str, encoding: str) -> None:
    """Western, Turkish, Baltic, Cyrillic and Greek texts are read as they were written."""
    assert decode(text.encode(encoding), "x") == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"), ("x-cp1250", "cp1250"), ("windows-949", "cp949"), ("unicode11utf8", "utf-8"),
        ("x-mac-cyrillic", "mac_cyrillic"), ("iso-8859-8-i", "iso8859-8"), ("'x-gbk'", "gb18030"), ("koi", "koi8-r"),
    ],
)  # fmt: skip
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    """Labels that Python does not know, or takes for a smaller encoding, are those of the WHATWG standard."""
    assert codec_of(label) == codec
    assert decode_as("ok".encode(codec), label) == "ok"


def test_a_declared_encoding_holds_where_a_few_bytes_are_not_in_it() -> None:
    """A text of one encoding with one broken character is decoded in it; one that is in another is refused."""
    broken = POLISH.encode("cp1250") * 3 + b"\x81"
    assert decode_as(broken, "windows-1250") == POLISH * 3 + "\ufffd"
    with pytest.raises(UnicodeDecodeError):
        decode_as(CZECH.encode("cp1250"), "utf-8")
