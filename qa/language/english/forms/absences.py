"""How articles say that something is not known, or that there is none, and that one thing is more than all others."""

import re

FLAGS = re.IGNORECASE
# "Do they know what caused the fire?", "Is it known why the bridge fell?".
KNOWN = re.compile(
    r"(?:do|does|did|is|has|have|are) (?:they|we|(?:the )?(?:police|investigators|officials|authorities|scientists"
    r"|experts|prosecutors|doctors)|anyone|anybody|it) (?:yet )?(?:know[ns]?|found out|established|determined"
    r"|figured out)(?: yet)? (?P<asked>what caused|the (?:cause|reason|motive)(?: of| for| behind)?|why|how|who"
    r"|where)\b(?P<what>.+)",
    FLAGS,
)
CAUSE = re.compile(r"\b(?:causes?|caused|reasons?|motives?|why|how)\b", FLAGS)
PERSON = re.compile(r"\b(?:who|identity|suspects?|perpetrators?|culprits?)\b", FLAGS)
PLACE = re.compile(r"\b(?:where|whereabouts|location)\b", FLAGS)
OF_ASKED = {"who": PERSON, "where": PLACE}
UNKNOWN = re.compile(
    r"\b(?:unknown|unclear|uncertain|a mystery|under investigation|no (?:suspects?|motive|clear)"
    r"|(?:not|never|n[’']t)(?: yet)?(?: been)? (?:established|determined|identified|known|know|found|clear|say)"
    r"|(?:has|have|had) yet to (?:be )?(?:establish|determine|identif|find|found|say)\w*|not certain)\b|n[’']t know\b",
    FLAGS,
)
# "Did they name a new director?", "Has the board found a successor?".
SUCCESSOR = re.compile(
    r"(?:did|has|have|is|was) (?P<what>.+?) (?:name|named|choose|chosen|pick|picked|appoint|appointed|find|found|select"
    r"|selected) (?:an? |the |any )?(?P<office>(?:new|next) .+|successor.*|replacement.*)",
    FLAGS,
)
NO_SUCCESSOR = re.compile(
    r"\bno (?:clear |obvious )?(?:successor|replacement)\b(?! to\b)"
    r"|\b(?:successor|replacement) (?:has|had|was|is) (?:not|yet to)\b"
    r"|n[’']t (?:yet )?(?:named|chosen|picked) a successor",
    FLAGS,
)
NAMING = re.compile(r"\b(?:new|next|name|successor|replacement|a|an|the)\b", FLAGS)
# "Did more people drown in Holm than elsewhere?".
MORE = re.compile(
    r"(?:did|do|does|have|has|were|are|is) (?P<degree>more|fewer|less) (?P<what>.+?) than (?:(?:in|at|for|on) )?"
    r"(?:(?:any|all|the) )?(?:others?\b.*|anywhere.*|elsewhere.*|everywhere.*)",
    FLAGS,
)
THAN_ALL = (
    r"\b{degree}(?: [\w-]+){{0,3}} than (?:(?:in|at|for|on) )?(?:any(?: other|where)|all other|everywhere|elsewhere)"
)
# "Had both ever sunk at once before?": what was not done since a time was done then.
EVER = re.compile(
    r"(?:has|have|had) (?=.*\b(?:ever|before)\b)(?!.*\bsince\b)(?P<what>.+?)(?: before(?: \d{4}| then| that| this)?)?",
    FLAGS,
)
NOT_SINCE = re.compile(r"\b(?:not|never|n[’']t|first (?:time )?(?:\w+ ){0,6}?)\b[^.;:,]*\bsince (?:[A-Z]\w+ )?\d{4}\b")
# "Was anyone hurt in the fire?": "No one was injured", unless somebody was.
HARMED = re.compile(
    r"(?:was|were|is|are|has|have|had|did|does) (?:any(?:one|body)|any [a-z]+s|some(?:one|body)) (?:been |get )?"
    r"(?P<deed>hurt|injured|wounded|harmed|killed|die[ds]?|dead|arrested|charged)\b(?P<what>.*)",
    FLAGS,
)
_INJURY, _DEATH = r"hurt|injur\w+|wounded|harmed|casualties", r"killed|die[ds]?|dead|deaths?|fatalit\w+|casualties"
OF_HARM = {
    **dict.fromkeys(("hurt", "injured", "wounded", "harmed"), _INJURY),
    **dict.fromkeys(("killed", "die", "died", "dies", "dead"), _DEATH),
    **dict.fromkeys(("arrested", "charged"), r"arrest(?:s|ed)|charge[sd]"),
}
NOBODY = r"\b(?:no[ -]?one|nobody|no [a-z]+s|none(?: of [^.;,]{{1,40}})?|no)\b(?: [\w’'-]+){{0,4}}? (?:{harm})\b"
"""To be formatted with what nobody suffered."""
