"""Who holds an office, by the words of a sentence: "Prime Minister Ada Lorn", "Lorn resigned as prime minister"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from qa.language.body import is_country, mentions, names_of
from qa.language.english.bars.qualifiers import STATES
from qa.language.english.world import capitals
from qa.language.english.world import offices as english
from qa.language.kind import is_place_name

_WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a question names it: a pattern of its forms, and the lower-case names of the body that has it.

    `second` are the titles of those who have it where nobody is found with the first.
    """

    title: str
    body: frozenset[str]
    second: str = ""

    @property
    def whole(self) -> "Office":
        """Return the office with all of its titles at once."""
        return Office(f"{self.title}|{self.second}", self.body) if self.second else self

    def is_of(self, text: str) -> bool:
        """Return whether a text names the body; a question without one asks of any."""
        return not self.body or any(mentions(name, text) for name in self.body)


@dataclass(frozen=True, slots=True)
class Succession:
    """Whose successor a question asks for, and in which office, None where it does not say."""

    surname: str
    office: Office | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Of whom a question asks whether he holds an office, by surname, the office, and who holds it as a question."""

    surname: str
    office: Office
    question: str


@dataclass(frozen=True, slots=True)
class Holding:
    """That `sentence[start:end]` names a person who holds the office or, where `ended`, does no longer.

    `attached` is whether the body stands with the title, as in "Russian president" and "president of Russia"; else the
    office may be another body's: "President Ada Lorn spoke with Russia".
    """

    start: int
    end: int
    ended: bool = False
    attached: bool = True


@lru_cache(maxsize=256)
def read_office(question: str) -> Office | None:
    """Return the office of which a question asks who holds it now; None for any other question."""
    if runs := english.RUNS.search(question):
        body = names_of(runs["body"])
        runners = english.RUNNERS if any(map(is_country, body)) else english.RUNNERS_AT_HOME
        return Office(runners, body, english.CHAIRS)
    if does := english.DOES.search(question):
        return Office(english.OFFICES[english.DEEDS[does["verb"].lower()]], names_of(does["body"]))
    if owns := english.OWNS.search(question):
        return Office(english.OFFICES["owner"], names_of(owns["body"]))
    for pattern in english.ASKED:
        if (asked := pattern.search(question)) and not re.match(r"[^ ]+ or ", asked["body"] or ""):
            return _of_land(Office(english.OFFICES[asked["office"].lower()], names_of(asked["body"] or "")))
    return None


def _of_land(office: Office) -> Office:
    """Return an office of England as that of Britain, where it has the monarch and the prime minister."""
    whole = office.title in (english.OFFICES[name] for name in ("king", "queen", "prime minister"))
    return replace(office, body=office.body | names_of("Britain")) if whole and "england" in office.body else office


@lru_cache(maxsize=256)
def read_succession(question: str) -> Succession | None:
    """Return whose successor a question asks for; None for any other question."""
    for pattern in english.SUCCEEDS:
        if asked := pattern.search(question):
            title = asked["office"] and english.OFFICES[asked["office"].lower()]
            return Succession(
                surname_of(asked["name"]), Office(title, names_of(asked["body"] or "")) if title else None
            )
    return None


@lru_cache(maxsize=256)
def read_tenure(question: str) -> Tenure | None:
    """Return who is asked to hold which office now, as in "Is Ada Lorn still mayor?"; None for any other question."""
    asked = english.TENURE.match(question)
    words = asked["name"].split() if asked else []
    for count in range(len(words), 0, -1):  # "Is Ada Lorn CEO of Holm?": the last capital may begin the office
        rest = " ".join(["", *words[count:]]) + (asked["rest"] if asked else "")
        who = f"Who is the {english.IN_TENURE.sub('', rest).strip()}?"
        if office := read_office(who):
            return Tenure(surname_of(words[count - 1]), office, who)
    return None


def find_office(surname: str, texts: Iterable[str]) -> Office | None:
    """Return the office that most of the texts say a person holds or held, of the country that they name with it."""
    counts: Counter[Office] = Counter()
    for text in texts:
        for title in dict.fromkeys(english.OFFICES.values()) if surname in text else ():
            for one in find_holdings(text, Office(title, frozenset()), ""):
                if surname_of(text[one.start : one.end]) == surname:
                    counts[Office(title, _country_in(text))] += 1
    if not counts:
        return None
    office = counts.most_common(1)[0][0]
    monarch = english.OFFICES["monarch"]
    return Office(monarch, office.body) if office.title in monarch.split("|") else office


def _country_in(text: str) -> frozenset[str]:
    """Return the names of the first country that a text names, or whose people it does."""
    words = _WORD.findall(text)
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    named = next((name for name in (*pairs, *words) if name[0].isupper() and is_country(name)), "")
    return names_of(named)


def find_holdings(sentence: str, office: Office, context: str) -> Iterator[Holding]:
    """Yield who holds an office, or does no longer, by a sentence; `context` tells of which body the article is."""
    title, name = rf"(?i:{office.title})", english.NAME
    for pattern in (
        rf"\b{title} (?P<name>{name})",
        rf"(?P<name>{name}), (?:who (?:is|became|was named) )?(?:the |a |an |its |now )?(?!including|alongside"
        rf"|and |with |by |to )(?:[\w’'.-]+ ){{0,4}}?{title}\b(?!-elect| [A-ZÀ-Þ])",
        rf"(?P<name>{name}){english.BECAME}(?:[\w’'.-]+ ){{0,2}}?{title}\b(?!-elect)",
        rf"\b{title} of (?:the )?[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*)*, (?P<name>{name})",
        rf"\bnew {title}[,:]? (?:is )?(?P<name>{name})",
        rf"\b{english.MADE} (?P<name>{name}) (?:to |as |to be )?(?:the |its |her |his )?{title}\b(?!-elect)",
        rf"(?:,|\band) (?P<name>{name}) {title}(?=[.,;]| and [A-ZÀ-Þ]|$)",
        rf"(?P<name>{name}){english.TO_LEAVE}{title}\b",
        rf"(?P<name>{name}){english.DEFEATS}{title}\b",
        rf"(?P<name>{name}){english.LEFT_AS}{title}\b",
    ):
        for match in re.finditer(pattern, sentence):
            start, end = match.span("name")
            if english.NO_HOLDERS.fullmatch(match["name"]) or _is_no_person(match["name"]):
                continue
            if not english.OTHER_BEFORE.search(sentence[: _title_start(match, office)]) and _is_of_body(
                match, sentence, office, context
            ):
                yield Holding(
                    start,
                    end,
                    english.LEFT_AS in pattern
                    or any(
                        english.ENDED_BEFORE.search(sentence[:at])
                        for at in (match.start(), _title_start(match, office))
                    ),
                    _is_attached(match, sentence, office),
                )
    if (
        "prime minister" in office.title
        and (asked := english.FORMS_GOVERNMENT.search(sentence))
        and office.is_of(context)
    ):
        yield Holding(*asked.span("name"))


def reports_from(text: str, office: Office) -> bool:
    """Return whether a text has the dateline of the capital of the country that has the office: "LONDON, July 6"."""
    city = english.DATELINE.match(text)
    return city is not None and capitals.CAPITALS.get(city["city"].strip().lower()) in office.body


def surname_of(name: str) -> str:
    """Return the last word of a name that is not a number: "Lorn" of "Ada Lorn", "Charles" of "Charles III"."""
    words = re.sub(r"[’']s?$", "", name).split()
    return words[-2] if len(words) > 1 and set(words[-1]) <= set("IVX") else words[-1]


def ends(sentence: str, surname: str, office: Office) -> bool:
    """Return whether a sentence says that a person left office: resigned, lost, died or was replaced.

    "Former finance minister Ada Lorn" says nothing of another office of hers.
    """
    for match in re.finditer(rf"\b{re.escape(surname)}\b", sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        former = english.ENDED_BEFORE.search(before)
        if (former and not _is_of_another_office(former.group(), office)) or _is_replaced(before):
            return True
        if (left := english.LEAVES.match(after)) and not _is_yet_to_leave(before, left.group(), after[left.end() :]):
            return True
    return False


def _is_yet_to_leave(before: str, leaves: str, after: str) -> bool:
    """Return whether a departure is refused, denied, only possible or still to come."""
    yet = english.REFUSES.search(leaves) or english.YET_BEFORE.search(before)
    return bool(yet) or english.YET_AFTER.match(after) is not None


def _is_no_person(name: str) -> bool:
    return is_place_name(name.lower()) or is_country(name)


def _is_of_another_office(words: str, office: Office) -> bool:
    """Return whether words such as "former finance minister" name an office, and not the one that is asked about."""
    named = re.search(rf"(?i:{'|'.join(english.OFFICES.values())}|minister|secretary)", words)
    return named is not None and not re.search(rf"(?i:{office.title})", words)


def _is_replaced(before: str) -> bool:
    """Return whether the words before a name say that somebody has replaced him, and not that one might."""
    found = english.REPLACES.search(before)
    if found is None:
        return False
    ahead = before[: found.start()]
    return not english.YET_TO.search(ahead) or english.CHOSEN.search(ahead) is not None


def _title_start(match: re.Match[str], office: Office) -> int:
    found = list(re.finditer(rf"(?i:\b(?:{office.title})\b)", match.group()))
    return match.start() + (found[-1].start() if found else 0)


def _is_of_body(match: re.Match[str], sentence: str, office: Office, context: str) -> bool:
    """Return whether the body of the office is the one asked about; another country's name before it says no."""
    at = _title_start(match, office)
    before, after = sentence[max(0, at - 40) : at], sentence[at : at + 80]
    if office.body:
        own = re.search(
            rf"(?i:{office.title})(?: and [a-z ]+| {english.NAME})? of (?:the )?([A-Z][\w’'.]+(?: [A-Z]\w+)*)", after
        )
        if own and not office.is_of(own[1]) and not any(name in own[1].lower() for name in office.body):
            return False
        near = re.search(r"([A-Z][\w’'.]*)(?:[’']s)? (?:[a-z]+ )?$", before)
        led_by = _is_led(before, office)
        if near and not led_by and not office.is_of(near[1]) and (is_country(near[1]) or _is_other_body(near, office)):
            return False
    if not _is_led(before, office) and (_is_of_another_state(before, office) or _is_next_door(sentence[:at], office)):
        return False
    return office.is_of(sentence) or office.is_of(context) or _is_of_britain(office)


def _is_led(before: str, office: Office) -> bool:
    """Return whether the words before a title end with the body: "North Carolina" before "Gov."."""
    return any(re.search(rf"\b{re.escape(name)}(?:[’']s?)? (?:[a-z]+ )?$", before.lower()) for name in office.body)


def _is_of_another_state(before: str, office: Office) -> bool:
    """Return whether the words before a title name a state of America, and not the one asked about."""
    near = re.search(r"((?:[A-Z][\w’'.]*? )?([A-Z][\w’'.]*?))(?:[’']s)? (?:[a-z]+ )?$", before)
    found: tuple[str, ...] = near.groups() if near else ()
    named = [name for name in found if name.lower() in STATES]
    return bool(named) and bool(office.body) and not office.is_of(named[0])


def _is_next_door(before: str, office: Office) -> bool:
    """Return whether the words before a title tell of a neighbour of the body: "in neighbouring Tarn, Governor"."""
    near = english.NEXT_DOOR.search(before)
    return near is not None and bool(office.body) and not office.is_of(near["place"])


def _is_of_britain(office: Office) -> bool:
    """Return whether it is asked for an office that only Britain has."""
    return "british" in office.body and english.OF_BRITAIN.fullmatch(office.title) is not None


def _is_attached(match: re.Match[str], sentence: str, office: Office) -> bool:
    """Return whether the body stands right before the title, or behind it after "of".

    Where the question has no body any will do, and a mayor is of the place that the article is about.
    """
    lands = any(is_country(name) or name in STATES for name in office.body)
    if not lands and not (office.body and english.OF_FIRMS.search(office.title)):
        return True
    if _is_of_britain(office):
        return True
    at = _title_start(match, office)
    before, after = sentence[max(0, at - 40) : at], sentence[at : at + 80]
    body = "|".join(map(re.escape, sorted(office.body, key=len, reverse=True)))
    between = english.BEFORE_TITLE_OF_LAND if lands else english.BEFORE_TITLE
    led = re.search(rf"(?i:\b(?:{body}|U\.?K\.?|U\.?S\.?))(?: \([A-Z]+\))?(?:[’']s?)? {between}$", before)
    own = re.match(
        rf"(?i:{office.title})(?: and [a-z ]+)? (?:of|in|at) (?:the )?(?P<of>[A-Z][\w’'.]+(?: [A-Z]\w+)*)", after
    )
    whole = own and english.OF_WHOLE.fullmatch(re.sub(rf"(?i:\b(?:{body})\b)", "", own["of"], count=1))
    behind = whole and (lands or not english.PART_BEFORE.search(before))
    return bool((led and office.is_of(led.group())) or (behind and own and office.is_of(own["of"])))


def _is_other_body(near: re.Match[str], office: Office) -> bool:
    """Return whether a name right before the title is that of another firm: "Meta CEO"; a country has parties."""
    directly = near.group().rstrip().endswith(near[1])
    return directly and not any(map(is_country, office.body)) and not english.NO_BODIES.fullmatch(near[1])
