"""Answers that name the wrong one of those who act, and sentences that do not say what the question asks about."""

import re

from qa.bars.proposal import Proposal, names_in, words_of
from qa.language.english.bars import predicates
from qa.language.english.bars.persons import roles as english
from qa.language.kind import is_place_name
from qa.language.role import is_akin, read_action
from qa.question import Kind

DIRECTED = tuple(re.compile(rf"\b(?:{forms})\b", re.IGNORECASE) for forms in english.DIRECTED)
_FACTS = (Kind.NUMBER, Kind.PERSON, Kind.PLACE, Kind.DATE)
_NEAR = 30
"""Characters between a verb and the one it befalls, at most."""
_TITLE = 4
"""Words before a name that may be a title."""
_GAP = 6
"""Characters between a name and "to replace", at most, where the name is the subject of that."""


def forms_of_event(question: str) -> list[re.Pattern[str]]:
    """Return the patterns of what a sentence has to say, by the words of a question: of a killing, that one died."""
    plain = english.DENIED.sub(" ", english.SUBORDINATE.sub(" ", question))
    groups = {name: said for name, (asked, said) in predicates.STATED.items() if asked.search(plain)}
    if "death" in groups:
        groups.pop("death" if _asks_who_killed(question) else "violence", None)
    return list(groups.values())


def _asks_who_killed(question: str) -> bool:
    """Return whether it is asked who killed somebody: he may be named as the gunman, without a word for a death."""
    action = read_action(question)
    return action is not None and predicates.STATED["violence"][0].fullmatch(action) is not None


def says_nothing_of_it(one: Proposal) -> bool:
    """Return whether the question asks about a death, an arrest or the like, and the sentence is about none."""
    if one.kind in (Kind.NUMBER, Kind.THING) and _is_another_figure(one):
        return True
    if any(asked.search(one.asked) and not said.search(one.sentence) for asked, said in predicates.STANCES):
        return True
    if one.kind not in _FACTS or not predicates.ASKS_OF_EVENT.search(one.asked):
        return False
    if one.kind is Kind.PERSON and any(_lacks(one, *forms) for forms in predicates.MADE):
        return True
    if one.kind is Kind.PERSON and _states_no_relation(one):
        return True
    if one.kind is Kind.PERSON and _asks_of_another_deed(one.asked):
        return False
    near = f"{one.before} {one.sentence}"
    around = f"{one.title} {near} {one.after}"
    strict = predicates.STATED if english.ASKS_WHOM.match(one.asked) else predicates.IN_SENTENCE
    told = [predicates.STATED[name][1] for name in strict if one.kind is Kind.PERSON]
    return any(not said.search(near if said in told else around) for said in forms_of_event(one.asked))


def _asks_of_another_deed(question: str) -> bool:
    """Return whether it is asked who did something that is no such event, as of "a vaccine of killed virus"."""
    action = read_action(question)
    if action is None:
        return False
    asks = english.PHRASAL.search(question) or re.search(rf"(?i:{re.escape(action)})", question)
    return asks is not None and not any(asked.search(f"who {asks.group()}") for asked, _ in predicates.STATED.values())


def _is_another_figure(one: Proposal) -> bool:
    """Return whether a salary, a population or the like is asked for, and the sentence calls its number none."""
    said = next((said for asked, said in predicates.FIGURES if asked.search(one.asked)), None)
    return said is not None and not said.search(f"{one.before} {one.sentence}")


def _states_no_relation(one: Proposal) -> bool:
    """Return whether a father, a wife or the like is asked for, and the sentence is about none or another."""
    said = next((said for asked, said in predicates.KINSHIP if asked.search(one.asked)), None)
    if said is None:
        return False
    own = english.OWN.match(one.tail)
    return bool(own and said.match(one.tail, own.end())) or not said.search(f"{one.before} {one.sentence}")


def _lacks(one: Proposal, asked: re.Pattern[str], said: re.Pattern[str]) -> bool:
    action = read_action(one.asked)
    return action is not None and asked.fullmatch(action) is not None and not said.search(one.sentence)


def is_official(one: Proposal) -> bool:
    """Return whether the question asks who stole or owns a thing, and the answer is an official or a witness.

    Only what the sentence says of the name itself makes such a person a thief or an owner.
    """
    action = read_action(one.asked)
    if one.kind is not Kind.PERSON or action is None or not english.PROPERTY.fullmatch(action):
        return False
    if english.DOES_OWN.match(one.tail) or english.OWNED_BY.search(one.head):
        return False
    beside = (english.TITLE_BEFORE.search(one.head), english.TITLE_AFTER.match(one.tail))
    words = " ".join([one.text, *(match.group() for match in beside if match)])
    return english.OFFICIAL.search(words) is not None


def did_no_harm(one: Proposal) -> bool:
    """Return whether the question asks who harmed somebody, and the sentence names the answer as no such person."""
    action = read_action(one.asked)
    harms = (predicates.STATED[name][0] for name in ("violence", "theft"))
    if one.kind is not Kind.PERSON or action is None or not any(harm.fullmatch(action) for harm in harms):
        return False
    if english.THIEVES.search(one.text):
        return False
    if english.DOER_BEFORE.search(one.head) or english.DOER_AFTER.search(one.tail):
        return False
    if (by := english.BY.search(one.head)) and _is_harm(one.head[: by.start()]):
        return False
    return not (english.HARMS.search(one.tail) or english.CHARGED.search(one.tail))


def _is_harm(before: str) -> bool:
    """Return whether the words before "by" end with a word for harm: "was shot", "the attack"."""
    last = " ".join(before.split()[-3:])
    return any(predicates.STATED[name][1].search(last) for name in ("violence", "theft"))


def is_speaker(one: Proposal) -> bool:
    """Return whether the answer is only the one who speaks: of "Lorn said that Obi won", who won is not Lorn."""
    if one.kind is not Kind.PERSON or read_action(one.asked) is None or english.ASKS_OF_SAYING.search(one.asked):
        return False
    said = english.SAYS.match(one.tail)
    if said is None or english.OF_ONESELF.search(one.tail[said.end() :]):
        return False
    return not _is_titled(one, said)


def _is_titled(one: Proposal, said: re.Match[str]) -> bool:
    """Return whether the words beside a speaker name him by what he does: "the coach Ada Lorn said" of who coaches."""
    action = (read_action(one.asked) or "").lower()
    beside = [word.strip(",.").lower() for word in (*one.head.split()[-_TITLE:], *said.group().split())]
    named = english.WHICH_ONE.match(one.asked)
    return any(is_akin(word, action) for word in beside) or (named is not None and named["noun"].lower() in beside)


def acts_on_another(one: Proposal) -> bool:
    """Return whether the answer does it to another thing: "seized a lorry" is no answer to who seized the hill."""
    action = read_action(one.asked)
    asked = english.OBJECT_ASKED.search(one.asked)
    done = english.DOES.match(one.tail)
    if (
        one.kind is not Kind.PERSON
        or not (action and asked and done)
        or not is_akin(done["verb"].lower(), action.lower())
    ):
        return False
    object_ = english.OBJECT_ENDS.split(done["object"])[0]
    return not (words_of(object_) & words_of(asked["object"]) or english.DEFINITE.match(object_))


def is_reversed(one: Proposal) -> bool:
    """Return whether the question asks who did something to a person, and the answer is whom it was done to.

    Of "Truss replaces Johnson" the answer to "Who replaced Truss?" is not Johnson.
    """
    action = read_action(one.asked)
    forms = next((forms for forms in DIRECTED if action and forms.fullmatch(action)), None)
    if forms is None or one.kind is not Kind.PERSON:
        return False
    verbs = list(forms.finditer(one.sentence))
    if not verbs:
        return False
    if any(_is_in_another_body(one, verb) for verb in verbs):
        return True
    verb = min(verbs, key=lambda match: min(abs(match.start() - one.end), abs(one.start - match.end())))
    ahead = one.sentence[: verb.start()]
    if english.PASSIVE_BEFORE.search(ahead):
        return _is_patient(one, verb) or _befell_another(english.SUBJECT.search(f"{ahead.rstrip()} "), one)
    if one.start >= verb.end():
        acts = english.BY.search(one.head) or english.DEFEAT_TO.search(one.head)
        return acts is None and one.start - verb.end() <= _NEAR
    if english.TO.search(ahead) and verb.start() - one.end > _GAP:
        return True
    return _is_subject_of_question(one, verb.start()) or _befell_another(
        english.OBJECT.match(one.sentence[verb.end() :]), one
    )


def lost_to_another(one: Proposal) -> bool:
    """Return whether it is asked who won or scored, and the answer is a side that was beaten, or no scorer of a goal.

    Of "Holm won the cup, beating Tarn on penalties" Tarn neither won nor scored "the penalty": a player did. Who won
    "between Holm and Tarn" is one of them.
    """
    if one.kind is not Kind.PERSON or english.CHOICE.search(one.asked):
        return False
    beaten = english.BEATEN.search(one.head) is not None
    if english.ASKS_SCORER.search(one.asked):
        return beaten or is_place_name(one.text.strip().lower())
    if not english.ASKS_WINNER.search(one.asked):
        return False
    sides = english.BETWEEN_SIDES.search(one.asked)
    named = names_in(one.asked) & words_of(sides.group()) if sides else frozenset[str]()
    return beaten or bool(named and not words_of(one.text) & named)


def _is_in_another_body(one: Proposal, verb: re.Match[str]) -> bool:
    """Return whether the sentence says "succeeded as president of" a body that neither question nor title names."""
    role = english.AS_ROLE.match(one.sentence[verb.end() :])
    return role is not None and not words_of(role["body"]) & words_of(f"{one.question} {one.title}")


def _is_patient(one: Proposal, verb: re.Match[str]) -> bool:
    """Return whether the answer is the subject of a verb in the passive voice."""
    return one.end <= verb.start() and verb.start() - one.end <= _NEAR


def _befell_another(named: re.Match[str] | None, one: Proposal) -> bool:
    """Return whether a sentence names another person than the question as the one to whom it was done."""
    asked = names_in(one.question)
    return bool(named and asked) and named is not None and not words_of(named["name"]) & (asked | words_of(one.text))


def _is_subject_of_question(one: Proposal, verb: int) -> bool:
    """Return whether between the answer and the verb stands the very one to whom it was done, as its subject."""
    between = words_of(one.sentence[one.end : verb])
    asked = names_in(one.question)
    return bool(asked & between) and not re.search(r"[,;]", one.sentence[one.end : verb])
