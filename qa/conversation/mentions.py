"""What a turn of a conversation speaks of: its persons, places, groups and things, for a later "she", "there" or "it"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.conversation.clauses import describe_counted, read_clause
from qa.language.english import demonyms, followups, kinds, names
from qa.language.name import read_name
from qa.language.verb import is_base, is_past

_TOKEN = re.compile(r"[^\s,.;:?!()\"“”…]+(?:[.,:](?=\w)[^\s,;:?!()\"“”…]+)*")
_OWNER = re.compile(r"[’']s?\Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DETERMINERS = frozenset(("the", "a", "an"))
_NO_NOUNS = frozenset("first second third last next same other others one ones new old".split())
_SHORTENED = re.compile(r"n[’']t\Z|\A(?:i|he|she|it|we|they|you|that|who|what)[’']")
_CHOOSING = frozenset(("which", "what", "whose"))
_LINKS = frozenset(("of", "de", "von", "van", "al", "bin", "du", "la", "le", "del", "der", "al-"))
_NUMBER = re.compile(r"[\d.,]+(?:st|nd|rd|th)?\Z")
_MONTH = re.compile(r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber\Z|\w+day\Z", re.I)
_REPLY = 1_500  # characters of a reply in which names are looked for
_COUNTRIES = frozenset(demonyms.COUNTRIES.values()) | kinds.COUNTRIES


class Kind(StrEnum):
    """What a mention stands for."""

    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    THING = "thing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a noun with its words, at `text[start:end]` of a question, or anywhere in a reply (`start` is -1).

    `plural` is whether "they" may mean it; `name` whether it is a proper name. A `weak` one is no name and has no article,
    as "power" in "run out of power": no pronoun means it.
    """

    text: str
    kind: Kind
    start: int = -1
    end: int = -1
    plural: bool = False
    name: bool = False
    female: bool | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    breaks: bool  # punctuation, or the end of an owner, comes behind it

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isdigit() and any(map(str.isupper, self.text)))


def find_mentions(question: str) -> list[Mention]:
    """Return the mentions of a question, in order."""
    found = list(_find(question))
    if counted := describe_counted(question):
        clause = read_clause(question)
        kind = Kind.GROUP
        place = question.find(clause.noun) if clause else -1
        found = [one for one in found if not (clause and one.text.lower() == clause.noun.lower())]
        found.insert(0, Mention(counted, kind, place, place + len(clause.noun) if clause else -1, plural=True))
    return found


def find_in_reply(reply: str) -> list[Mention]:
    """Return the names in a reply, each once, the first ones first."""
    found: dict[str, Mention] = {}
    for sentence in _SENTENCE.split(reply[:_REPLY]):
        for one in _find(sentence, sentence=True):
            if one.name and one.text not in found:
                found[one.text] = replace(one, start=-1, end=-1)
    return list(found.values())


def read_short(short: str, question: str) -> list[Mention]:
    """Return what a short answer names; a person where the question asks who, a place where it asks where."""
    bare = short.strip(" .,;")
    article, bare = ("the " if bare.startswith("the ") else ""), bare.removeprefix("the ")
    clause = read_clause(question)
    asked = clause.word if clause else ""
    if not any(map(str.isupper, bare)) or bare[:1].isdigit() or asked in ("when", "why", "how"):
        return []
    parts = [part.strip() for part in re.split(r",\s+and\s+|\s+and\s+|,\s+(?=[A-Z])", bare)]
    several = len(parts) > 1 and all(read_name(part) for part in parts)
    found = []
    for part in parts if several else [bare]:
        kind = _kind_of(re.sub(r"\s*\([^)]*\)", "", part), "", first=False)
        if asked == "where":
            kind = Kind.PLACE
        elif asked in ("who", "whom") or _asks_for_person(clause.noun if clause else ""):
            kind = kind if kind in (Kind.GROUP, Kind.PLACE) else Kind.PERSON
        plural = kind is Kind.GROUP
        found.append(Mention(article + _strip_role(part), kind, plural=plural, name=True, female=gender_of(part)))
    return found


def gender_of(name: str) -> bool | None:
    """Return whether a person's name or title is a woman's; None where that is unknown."""
    words = [word.strip(".").lower() for word in name.split()]
    if any(word in kinds.FEMALE_NOUNS for word in words) or (len(words) > 1 and words[0] in kinds.FEMALE_NAMES):
        return True
    if any(word in kinds.MALE_NOUNS for word in words) or (len(words) > 1 and words[0] in kinds.MALE_NAMES):
        return False
    inner = {word for word in words[1:-1] if word in kinds.FEMALE_NAMES | kinds.MALE_NAMES}
    return next((word in kinds.FEMALE_NAMES for word in inner), None)


def place_names() -> frozenset[str]:
    """Return the names of countries, in lower case."""
    return _COUNTRIES | kinds.COUNTRY_SHORT


def _strip_role(name: str) -> str:
    """Return a person's name without the words before it: "Judge Edward Davila" stays, "the archbishop, X" is X."""
    _, comma, behind = name.partition(", ")
    return behind if comma and name[:1].islower() and read_name(behind) else name


def _asks_for_person(noun: str) -> bool:
    return bool(noun) and noun.split()[-1].lower() in kinds.PERSON_NOUNS


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word, end = match.group().strip("'‘’"), match.end()
        owner = _OWNER.search(match.group())
        if owner and len(owner.group()) == 2 or (owner and match.group().endswith(("s’", "s'"))):
            word = match.group()[: owner.start()]
            end = match.start() + len(word)
        if not word:
            continue
        start = match.start() + match.group().find(word)
        behind = text[match.end() : match.end() + 1]
        found.append(_Token(word, start, start + len(word), bool(owner) or behind in tuple(",;:?!().\"”…") and behind != ""))
    return found


def _find(text: str, *, sentence: bool = False) -> Iterator[Mention]:
    tokens = _tokens(text)
    clause = None if sentence else read_clause(text)
    verbless = bool(clause and clause.aided and clause.verb.lower() not in ("is", "are", "was", "were"))
    place = 0
    while place < len(tokens):
        end, verb = _end_of_phrase(tokens, place, verbless=verbless)
        if end == place:
            if verbless and is_base(tokens[place].lower) and place > 1:
                verbless = False
            place += 1
            continue
        before = tokens[place - 1].lower if place else ""
        if made := _make(text, tokens[place:end], before, first=place == 0, sentence=sentence):
            if not sentence and (whole := _with_complement(text, tokens, end, made, verbless=verbless)):
                yield whole
            yield made
            owner = _owned(text, tokens, end, made)
            if owner:
                yield owner
        if verb:
            verbless = False
        place = end


def _with_complement(text: str, tokens: list[_Token], end: int, made: Mention, *, verbless: bool) -> Mention | None:
    """Return a noun together with what it is of: "the parliament of Iraqi Kurdistan"."""
    if made.name or made.weak or end + 1 >= len(tokens) or tokens[end].lower != "of" or tokens[end - 1].breaks:
        return None
    last, _ = _end_of_phrase(tokens, end + 1, verbless=verbless)
    if last == end + 1:
        return None
    whole = text[made.start : tokens[last - 1].end]
    return replace(made, text=made.text + whole[made.end - made.start :], end=tokens[last - 1].end)


def _end_of_phrase(tokens: list[_Token], place: int, *, verbless: bool) -> tuple[int, bool]:
    """Return where the noun phrase that begins at a token ends, `place` where none begins, and whether a verb ends it."""
    at, names_seen, nouns = place, 0, 0
    if tokens[at].lower in _DETERMINERS:
        at += 1
    begun = at
    while at < len(tokens):
        token = tokens[at]
        if token.lower in _LINKS and names_seen and at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at - 1].capital:
            at += 1
            continue
        if (token.lower in followups.FUNCTION or _SHORTENED.search(token.lower) or token.lower.endswith("ly")) and not _is_acronym(token):
            break
        if not token.capital and at > begun and is_past(token.text):
            break
        if not token.capital and at == begun and begun == place and (is_past(token.text) or is_base(token.lower)):
            break
        if verbless and at > begun and not token.capital and is_base(token.lower):
            return at, True
        if names_seen and not token.capital and begun == place:  # "Turkey distrust": a name without an article ends
            return (at + 1 if token.lower in kinds.PLACE_ENDINGS | kinds.THING_ENDINGS else at), False
        if token.capital and at > begun and begun == place and not names_seen:
            break  # "defeating Marine Le Pen": the name begins here
        names_seen += token.capital
        nouns += 1
        at += 1
        if token.breaks:
            break
    return (at, False) if nouns else (place, False)


def _is_acronym(token: _Token) -> bool:
    """Return whether a word that is also a function word is a name here: "WHO", "US", "IT"."""
    return len(token.text) > 1 and token.text.isupper()


def _make(text: str, phrase: list[_Token], before: str, *, first: bool, sentence: bool) -> Mention | None:
    words = phrase[1:] if phrase[0].lower in _DETERMINERS else phrase
    if not words or all(_NUMBER.match(word.text) or _MONTH.match(word.text) for word in words):
        return None
    name = words[0].capital and (words[-1].capital or words[-1].lower in kinds.PLACE_ENDINGS)
    shown = text[phrase[0].start : phrase[-1].end]
    if sentence and first and len(words) == 1 and not any(map(str.isupper, words[0].text[1:])):
        name = words[0].lower not in followups.FUNCTION
    if shown.lower().startswith(("a ", "an ")):
        shown = f"the {shown.split(' ', 1)[1]}"
    elif shown.startswith("The "):
        shown = f"the {shown[4:]}"
    bare = text[words[0].start : words[-1].end]
    article = phrase[0].lower in _DETERMINERS
    kind = _kind_of(bare, before, first=first, article=article)
    if not name and kind is Kind.UNKNOWN and not article and len(words) > 3:
        return None
    head = words[-1].lower
    plural = (kind is Kind.GROUP and head not in kinds.BODIES) or (
        kind in (Kind.THING, Kind.UNKNOWN) and head.endswith("s") and not head.endswith(("ss", "us", "is")) and not name
    )
    female = gender_of(bare) if kind in (Kind.PERSON, Kind.UNKNOWN) else None
    weak = not (name or article or head in kinds.PEOPLE_NOUNS) and (plural or any(map(str.isupper, text[1:])))
    weak = weak or head in _NO_NOUNS or head in kinds.ABSTRACT or (not name and head.endswith("est"))
    weak = weak and before not in ("of", "about")
    return Mention(shown, kind, phrase[0].start, phrase[-1].end, plural, name, female, weak or before in _CHOOSING)


def _owned(text: str, tokens: list[_Token], end: int, owner: Mention) -> Mention | None:
    """Return what the owner at the end of a phrase owns, where that is a person: "Brittney Griner's wife"."""
    if end >= len(tokens) or tokens[end].lower not in kinds.PERSON_NOUNS:
        return None
    between = text[owner.end : tokens[end].start]
    if not _OWNER.match(between.strip() or "-"):
        return None
    whole = text[owner.start : tokens[end].end]
    return Mention(whole, Kind.PERSON, owner.start, tokens[end].end, female=gender_of(tokens[end].lower))


def _kind_of(bare: str, before: str, *, first: bool, article: bool = False) -> Kind:
    """Return the kind of a phrase without its article, by its words and the word before it."""
    words = re.split(r" (?:of|in|for|at|on) (?=the |[A-Z])", bare)[0].split()
    head, lower = words[-1].strip(".").lower(), bare.lower().strip(".")
    capital = words[-1][0].isupper()
    if lower in place_names() or lower.replace(".", "") in kinds.COUNTRY_SHORT:
        return Kind.PLACE
    if lower in demonyms.COUNTRIES:
        return Kind.GROUP if article else Kind.UNKNOWN
    if len(words) > 1 and (read := read_name(bare)) and read.titled:
        return Kind.PERSON
    if head in kinds.THING_ENDINGS:
        return Kind.THING
    if head in kinds.PLACE_ENDINGS:
        return Kind.PLACE
    if head in kinds.GROUP_NOUNS or head in names.COMMON or head in kinds.PEOPLE_NOUNS:
        return Kind.GROUP
    if not capital:
        return _kind_of_noun(head)
    if len(bare) > 1 and bare.isupper():
        return Kind.GROUP
    if head.removesuffix("s") in demonyms.COUNTRIES or (article and head.endswith("s") and not head.endswith(("ss", "us", "is"))):
        return Kind.GROUP
    if before in kinds.SURE_BEFORE_PLACES and not _may_be_person(words):
        return Kind.PLACE
    if _may_be_person(words) and not article:
        return Kind.PERSON
    if before in kinds.SURE_BEFORE_PLACES:
        return Kind.PLACE
    if article or any(map(str.isdigit, bare)):
        return Kind.THING
    return Kind.UNKNOWN


def _may_be_person(words: list[str]) -> bool:
    """Return whether words may be a first name and a surname."""
    if not 2 <= len(words) <= 4 or not all(word[0].isupper() or word.lower() in names.PARTICLES for word in words):
        return False
    lower = {word.lower() for word in words}
    if words[0].lower() in kinds.FEMALE_NAMES | kinds.MALE_NAMES:
        return True
    return lower.isdisjoint(names.COMMON | names.DIVIDES | kinds.THING_ENDINGS | kinds.PLACE_ENDINGS) and not any(
        map(str.isdigit, "".join(words))
    )


def _kind_of_noun(head: str) -> Kind:
    if head in kinds.PERSON_NOUNS:
        return Kind.PERSON
    if head in kinds.PLACE_NOUNS:
        return Kind.PLACE
    return Kind.THING


def restore_case(question: str, sources: Iterable[str]) -> str:
    """Return a question typed in lower case with the capitals that names in `sources` have."""
    if any(map(str.isupper, question[1:])):
        return question
    known = {one.text for source in sources for one in find_in_reply(source)}
    known |= {word for one in known for word in one.split() if word[0].isupper() and len(word) > 3}
    for name in sorted(known, key=lambda one: (-len(one), one)):
        bare = name.removeprefix("the ")
        if bare.lower() not in followups.FUNCTION:
            question = re.sub(rf"(?<![\w]){re.escape(bare)}(?![\w])", lambda _, new=bare: new, question, flags=re.IGNORECASE)
    words = [word.capitalize() if word.strip("?").lower() in _COUNTRIES else word for word in question.split(" ")]
    return " ".join(words)
