"""Questions of two parts and comparisons, taken apart by rule into whole questions."""

import re
from dataclasses import dataclass

from qa.conversation.followup import complete
from qa.forms.compounds.choice import Choice, read_choice
from qa.language.english.forms import parts as english
from qa.language.verb import base_of
from qa.types import Turn

_END = " ?!.…,;"
_FEWEST = 3  # words of a question


@dataclass(frozen=True, slots=True)
class Part:
    """One question of several; it `leans` where it asks of the event that the one before it names."""

    text: str
    leans: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, the question of an amount for each, and whether the larger one is asked for."""

    left: str
    right: str
    questions: tuple[str, str]
    most: bool


def split_parts(question: str) -> tuple[Part, ...]:
    """Return the whole questions that a question consists of; itself alone where it is one."""
    bare = question.strip().rstrip(_END)
    if found := english.TWO_WORDS.fullmatch(bare):
        return tuple(Part(_whole(f"{found[name]} {found['rest']}")) for name in ("first", "second"))
    if found := english.GAPPED.fullmatch(bare):
        before, after = f"{found['lead']}{found['how']}{found['what']}", found["rest"]
        return tuple(Part(_whole(f"{before} {found[name]}{after}")) for name in ("first", "second"))
    if (found := english.BARE_SECOND.fullmatch(bare)) and _begins(first := _whole(found["first"])):
        if not _asks(first) and english.BARE_DECIDED.fullmatch(bare):
            return (Part(question),)
        if asked := _ask_of(first, found["second"]):
            return Part(first), asked
    for pattern in (english.TWO_SENTENCES, english.TWO_QUESTIONS):
        if found := pattern.fullmatch(bare):
            first, second = _whole(found["first"]), _whole(found["second"])
            if (_asks(first) or _is_decided(first, second)) and _asks(second):
                return Part(first), _complete(second, first)
    return (Part(question),)


def _ask_of(first: str, words: str) -> Part | None:
    """Return the question that a few words ask of the first one: "and when?"; None where they ask none of it."""
    if not _asks(first):
        return Part(_whole(f"{words} {first[:1].lower()}{first[1:]}"), leans=True)
    completed = complete(f"{words}?", (Turn(first),))
    changed = completed.text.rstrip("?").lower() != words.lower()
    return Part(completed.text, leans=True) if completed.asked and changed else None


def read_comparison(question: str) -> Comparison | None:
    """Return what a question compares; None where it compares nothing that has an amount."""
    bare = question.strip().rstrip(_END)
    if (choice := read_choice(question)) and (each := _of_each(choice)):
        return Comparison(*choice.options, (each[0], each[1]), most=not choice.of_least)
    if (found := english.IS_MORE.fullmatch(bare)) and (form := english.ASKED_BY.get(found["degree"].lower())):
        asked = [form.format(aux=found["aux"].lower(), side=side) for side in _name_sides(found)]
    elif found := english.VERB_MORE.fullmatch(bare):
        much = f"How many {found['noun']}" if found["noun"] else "How much"
        sides = [english.ONE.sub(f"the {found['kind'] or 'one'}", side) for side in (found["left"], found["right"])]
        asked = [f"{much} did {side} {base_of(found['verb'])}?" for side in sides]
    else:
        return None
    sides = [english.ONE.sub("", found[name]).strip() for name in ("left", "right")]
    return Comparison(sides[0], sides[1], (asked[0], asked[1]), found["degree"].lower() not in english.LESS)


def _of_each(choice: Choice) -> list[str]:
    """Return the question for the amount of each of two things; none where no amount is asked for."""
    asked = [_ask_amount(claim.removesuffix("? Yes")) for claim in choice.claims if claim.endswith("? Yes")]
    return [english.GET.sub(r"was \g<side> ", one) for one in asked if one] if all(asked) else []


def _ask_amount(alone: str) -> str | None:
    """Return the question for an amount of one that is asked about alone: "Did Ada win more cups"."""
    if found := english.DID_MORE.fullmatch(alone):
        rest = f"{found['rest']}{found['after'].strip()}".strip()
        return f"{found['lead']}How many {found['noun']} {found['aux'].lower()} {rest}?"
    if found := english.LASTED.fullmatch(alone):
        return f"How long {found['aux'].lower()} {found['side']} {found['verb']}{found['after']}?"
    found = english.IS_OLDER.fullmatch(alone)
    form = english.ASKED_BY.get(found["degree"].lower()) if found else None
    return (
        f"{form.format(aux=found['aux'].lower(), side=found['side']).rstrip('?')}{found['after'] or ''}?"
        if found and form
        else None
    )


def _name_sides(found: re.Match[str]) -> tuple[str, str]:
    """Return both sides with the noun that "one" stands for: of "Which flood was worse, the May or the June one?"."""
    left, right, kind = found["left"], found["right"], found["kind"].strip()
    if head := english.HEAD.match(left):
        right = english.THAT.sub(head[0], right)
    if not kind or not english.LAST_ONE.search(right):
        return left, right
    return f"{english.LAST_ONE.sub('', left)} {kind}", english.LAST_ONE.sub(f" {kind}", right)


def _asks(part: str) -> bool:
    return english.BEGINS.match(part) is not None and len(part.split()) >= _FEWEST


def _begins(part: str) -> bool:
    """Return whether a part is a question of its own, be it one for yes or no."""
    return _asks(part) or (english.DECIDED.match(part) is not None and len(part.split()) >= _FEWEST)


def _is_decided(first: str, second: str) -> bool:
    """Return whether a part asks for yes or no, and the one behind it is a question of its own of the same subject."""
    if not _begins(first) or not english.OWN_SECOND.match(second):
        return False
    return not english.OF_THING.search(second) or english.ONE_THING.fullmatch(first) is not None


def _whole(part: str) -> str:
    bare = part.strip().rstrip(_END)
    return f"{bare[:1].upper()}{bare[1:]}?"


def _complete(second: str, first: str) -> Part:
    """Return the second question with what the first one says: "how many in Syria?", "who replaced her?"."""
    meant = english.REST_MEANT.fullmatch(second.rstrip(_END))
    if meant and (replaced := _replace_places(first, meant["rest"])):
        return Part(replaced)
    completed = complete(second, (Turn(first),))
    whole = completed.text if completed.asked else second
    last = english.LAST_NAMED.search(first.rstrip(_END))
    whole = english.IT_ASKED.sub(last["what"], whole, count=1) if last and whole == second else whole
    light = english.LIGHT.search(second)
    leans = not english.OF_PERSONS.search(second) or (light is not None and light.end() == len(second))
    return Part(whole, leans=whole != second and leans)


def _replace_places(first: str, rest: str) -> str | None:
    """Return the first question with its last phrases of place and time replaced by as many others."""
    new = english.PREPOSED.findall(rest)
    old = list(english.PREPOSED.finditer(first.rstrip(_END)))
    if not new or len(old) < len(new) or not old:
        return None
    start = old[-len(new)].start()
    return re.sub(r"\s+", " ", f"{first[:start]}{rest.strip()}?")
