"""Fields in the shapes that exports and news APIs give them, converted to those of an article.

An optional field that cannot be converted is dropped: it costs the field, not the article.
"""

import html
import re
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from index.addresses import host_of
from index.article import FIELDS, MAX_LINE, MAX_URL
from index.dates import from_epoch, parse_published
from index.errors import InvalidDate, Unreadable
from index.formats.fields.bylines import distinct, split_names, without_roles
from index.formats.fields.markup import read_again, to_paragraphs
from index.formats.fields.publication import find_embargo
from index.formats.fields.tags import is_markup, keep_named_tags
from index.formats.options import Options

ALSO_AUTHORS = ("author", "byline")
"""Names of fields that hold authors, where a record has no `authors`."""
_NOTHING = frozenset(("", "null", "none", "nan", "nat", "<na>", "\\n", "n/a", "undefined"))
# What an API puts in place of a field that a plan or a licence does not include.
_WITHHELD = re.compile(
    r"\W*(?:(?:this (?:feature|field|content) is )?only (?:available|visible) (?:in|on|for|with|to) (?:[\w-]+ ){1,6}"
    r"(?:plans?|subscri(?:ptions?|bers)|users|customers|members)"
    r"|available (?:only )?(?:in|on|with) (?:[\w-]+ ){1,5}plans?(?: only)?|(?:paid|premium|professional) plans? only"
    r"|(?:please )?(?:upgrade|subscribe) (?:your (?:plan|subscription|account) )?(?:to|for) (?:[\w-]+ ){0,6}"
    r"(?:plans?|content|articles?|text|access|field)(?: to (?:view|access|see|read)(?: [\w-]+){1,4})?"
    r"|redistribution rights for this field are unavailable)\W*",
    re.IGNORECASE,
)
_LONGEST_NOTE = 200
_CUT = re.compile(r"\[(\+?)\d+ chars\]\s*\Z")
_MAIL = re.compile(r"<?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*>?")
_AROUND = re.compile(r"\A[\s(]*\((.*)\)\s*\Z|\(\s*\)", re.DOTALL)  # of a name beside an address, or nothing
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_LIST = re.compile(rf"\s*\[\s*((?:(?:{_QUOTED})\s*(?:,\s*)?)*)\]\s*")
_PARTS_OF_NAME = (("firstName", "lastName"), ("first_name", "last_name"), ("givenName", "familyName"))
_ADDRESS = re.compile(r"(?:https?:)?//\S+\Z", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE)
_NAMES = (
    "arabic:ar bengali:bn bulgarian:bg chinese:zh croatian:hr czech:cs danish:da dutch:nl english:en estonian:et"
    " finnish:fi french:fr german:de greek:el hebrew:he hindi:hi hungarian:hu indonesian:id italian:it japanese:ja"
    " korean:ko latvian:lv lithuanian:lt malay:ms norwegian:no persian:fa polish:pl portuguese:pt romanian:ro"
    " russian:ru serbian:sr slovak:sk slovenian:sl spanish:es swedish:sv tamil:ta thai:th turkish:tr ukrainian:uk"
    " urdu:ur vietnamese:vi eng:en fra:fr fre:fr deu:de ger:de spa:es ita:it por:pt rus:ru zho:zh chi:zh ara:ar"
)
_LANGUAGES = dict(re.findall(r"(\w+):(\w+)", _NAMES))
_CODE = re.compile(r"[a-z]{2,3}(?:[-_]\w+)*", re.IGNORECASE)


def loosen(record: Mapping[str, object], options: Options) -> dict[str, object]:
    """Return a record with its fields converted; one that is required stays as it is where it cannot be."""
    loose = dict(record)
    for name in ("title", "text"):
        loose[name] = _read_text(loose.get(name), line=name == "title")
    loose["url"] = _read_url(loose.get("url"))
    loose["source"] = _read_source(loose.get("source"))
    loose["rights"] = _read_name(loose.get("rights"))
    loose["language"] = language = _read_language(loose.get("language"))
    loose["authors"] = split_authors(
        next((loose[name] for name in ("authors", *ALSO_AUTHORS) if loose.get(name)), None)
    )
    published = _read_date(loose.get("published"))
    loose["published"] = None if is_nothing(published) else published
    loose["subjects"] = _without_notes(loose.get("subjects"))
    loose["modified"] = _read_optional_date(loose.get("modified"), options, language)
    until = loose["not_before"] = loose.get("not_before") or find_embargo(record)
    if isinstance(until, str) and until.strip().casefold() in _NOTHING:
        loose["not_before"] = None  # any other text that is no date refuses the article: an embargo is never guessed
    given = loose.get("id")
    if isinstance(given, float) and given.is_integer():
        loose["id"] = int(given)
    elif isinstance(given, str) and re.fullmatch(r"\s*\d{1,18}\.0\s*", given):  # a column of numbers with gaps
        loose["id"] = given.strip().removesuffix(".0")
    elif given is not None and (not isinstance(given, int | str) or isinstance(given, bool)):
        loose["id"] = None
    if options.trace is not None:
        _note_dropped(record, loose, options)
    return {name: value for name, value in loose.items() if value is not None}


def _without_notes(value: object) -> object:
    if isinstance(value, list):
        return [one for one in value if not is_withheld(one)]
    return None if is_withheld(value) else value


def _note_dropped(record: Mapping[str, object], loose: Mapping[str, object], options: Options) -> None:
    for name in FIELDS:
        value = record.get(name)
        empty = value in (None, (), []) or (isinstance(value, str) and value.strip().casefold() in _NOTHING)
        if not empty and loose.get(name) in (None, []):
            kind = "field that the plan does not include" if is_withheld(value) else "field that cannot be read"
            options.omit(kind, f"{name}: {str(value)[:MAX_LINE]}")


def split_authors(value: object) -> list[str]:
    """Return the names of authors, each once, from a list, an object with a name, or one text with several names."""
    entries = _unpack(value)
    alone = len(entries) == 1
    names: list[str] = []
    for entry in entries:
        written = _AROUND.sub(r"\1", _MAIL.sub("", _read_name(entry) or ""))
        names += split_names(written, several=alone)
    known = [name for name in names if name.casefold() not in _NOTHING and len(name) <= MAX_LINE and "://" not in name]
    return without_roles(distinct(known))


def _unpack(value: object) -> list[object]:
    """Return the entries of a list, also of one that is written as text: `["Ana Ruiz"]`, as tables have it."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str) and (written := _LIST.fullmatch(value)):
        return [one[1:-1] for one in re.findall(_QUOTED, written[1])]
    return [value]


def _read_text(value: object, *, line: bool) -> object:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        value = " ".join(value) if line else "\n\n".join(value)
    if isinstance(value, dict):  # as WordPress and converters of XML write them
        value = next((value[name] for name in ("rendered", "$t", "#text", "value") if name in value), value)
    if not isinstance(value, str):
        return value
    if is_nothing(value):
        return None
    text = _tell_cut(value)
    if is_markup(text):
        with suppress(Unreadable):
            return read_again(to_paragraphs(keep_named_tags(text)))
    return read_again(text)


def _tell_cut(text: str) -> str:
    """Return a text with an ellipsis for "… [+2473 chars]" at its end, which tells how much was cut off."""
    found = _CUT.search(text)
    before = text[: found.start()].rstrip() if found else text
    kept = before.removesuffix("…").removesuffix("...")
    return f"{kept.rstrip()}…" if found and (found[1] or kept != before) else text


def _read_name(value: object) -> str | None:
    if isinstance(value, dict):
        parts = (" ".join(str(value[one]) for one in names if value.get(one)) for names in _PARTS_OF_NAME)
        whole = next(filter(None, parts), None)
        names = ("name", "title", "display_name", "displayName", "original", "id")
        value = (
            next((value[key] for key in names[:-2] if isinstance(value.get(key), str)), None)
            or whole
            or next((value[key] for key in names[-2:] if isinstance(value.get(key), str)), None)
        )
    if not isinstance(value, str) or is_nothing(value) or len(value) > MAX_LINE:
        return None
    return html.unescape(value)


def is_nothing(value: object) -> bool:
    """Return whether a value stands for none: `NULL`, say, or a note that a plan of an API does not include it."""
    return isinstance(value, str) and (value.strip().casefold() in _NOTHING or is_withheld(value))


def is_withheld(value: object) -> bool:
    """Return whether a value only says that a plan or a licence of an API does not include it."""
    return isinstance(value, str) and len(value) <= _LONGEST_NOTE and _WITHHELD.fullmatch(value) is not None


def _read_source(value: object) -> str | None:
    """Return the name of a source; of an address its host."""
    name = _read_name(value)
    if name is None and isinstance(value, dict):
        name = next((one for key in ("domain", "url", "uri", "href") if isinstance(one := value.get(key), str)), None)
    is_address = name is not None and (_ADDRESS.match(name.strip()) or name.strip().lower().startswith("www."))
    return (host_of(_read_url(name)) or name) if is_address else name


def _read_url(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    url = f"https:{value.strip()}" if value.strip().startswith("//") else value.strip()
    if _BARE_HOST.fullmatch(url):
        url = f"https://{url}"
    with suppress(ValueError):
        parts = urlsplit(url)
        _ = parts.port
        if parts.scheme in ("http", "https") and parts.hostname and re.fullmatch(r"[^\s<>\"'`\\^{|}]+", parts.hostname):
            return url if len(url) <= MAX_URL else None
    return None


def _read_language(value: object) -> str | None:
    name = (_read_name(value) or "").strip()
    return _LANGUAGES.get(name.casefold()) or (name if _CODE.fullmatch(name) else None)


def _read_date(value: object) -> object:
    """Return a date out of the list of one in which search engines have it, or out of the shapes of MongoDB."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and len(value) == 1:
        value = value.get("$date", value)
        if isinstance(value, dict):
            value = value.get("$numberLong", value)
        return from_epoch(int(str(value)) // 1000) if re.fullmatch(r"-?\d{1,14}", str(value)) else value
    return value


def _read_optional_date(value: object, options: Options, language: str | None) -> object:
    value = _read_date(value)
    if isinstance(value, str):
        with suppress(InvalidDate):
            code = language.partition("-")[0].lower() if language else None
            return parse_published(value.strip(), zone=options.zone, order=options.dates, language=code)
        return None
    return value if hasattr(value, "astimezone") else None
