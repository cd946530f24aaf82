"""Pages that a server sends in place of an article: errors, checks for robots, logins, and questions about cookies."""

import re
from dataclasses import dataclass

_CODE = r"(?:http )?(?:status )?(?:error )?(?:code )?(?:40[0134]|410|429|451|50[0234]|52\d)"
_REASON = (
    r"(?:error|(?:page )?not found|forbidden|unauthorized|gone|too many requests|internal server error|bad gateway"
    r"|service (?:temporarily )?unavailable|gateway time-?out)"
)
_MISSING = (
    r"(?:(?:oops|sorry|whoops)[!,.]? )?(?:we |you )?(?:the |this |that )?(?:page|article|story|file|document|url)"
    r"(?: (?:you(?:'re| are| were)? (?:requested|looking for)|requested))?"
    r" (?:(?:was |is |could |can|does )?(?:not|n't) (?:be )?(?:found|exist|available)"
    r"|no longer exists|is no longer available|unavailable|removed)"
)
_AFTER = r"[.!?…]*(?:\s*[-–—|:]\s.{0,80})?"
_LONGEST = 1_500  # characters: what says more is an article about such pages
_SHORT = 700
_OPENING = 300


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a page is, to follow "the page"; how such pages are titled, and how only their texts begin."""

    told: str
    titles: tuple[str, ...]
    openings: tuple[str, ...]


_KINDS = (
    _Kind(
        "is an error that was saved as a page",
        (
            rf"{_CODE}(?:\s*[-–:|,]?\s*{_REASON})?",
            rf"{_REASON}(?:\s*[-–:|(]?\s*{_CODE}\)?)?",
            _MISSING,
            r"(?:fehler \d*\s*[-–:|]?\s*)?(?:die )?(?:seite|artikel) (?:wurde )?nicht gefunden",
            r"(?:oups\s*!?\s*)?(?:cette )?page (?:introuvable|non trouvée)",
            r"página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden|nie znaleziono strony",
        ),
        (
            r"(?:sorry, )?(?:the|this) (?:page|article|url) you (?:requested|(?:are|were) looking for)"
            r" (?:could not be|was not|cannot be|is no longer|does not)",
            r"you (?:do not|don't) have permission to (?:access|view)",
        ),
    ),
    _Kind(
        "is a check for robots or JavaScript in place of an article; save it from a browser",
        (
            r"access (?:to this page has been )?denied",
            r"just a moment|attention required! \| cloudflare|pardon our interruption|one more step",
            r"(?:please )?(?:enable|turn on) (?:javascript|cookies).{0,40}|javascript (?:is )?(?:required|disabled)",
            r"are you a robot|(?:robot|security) check|captcha|verify(?:ing)? (?:that )?you are (?:a )?human",
            r"human verification|checking your browser.{0,40}|you have been blocked",
        ),
        (
            r"(?:please |you need to )?(?:enable|turn on|activate) (?:js|javascript|cookies)",
            r".{0,60}\b(?:requires|needs) javascript|javascript is (?:disabled|not available|required)",
            r"checking (?:your browser|if the site connection is secure)|our systems have detected unusual traffic",
            r".{0,60}verify(?:ing)? (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot)",
        ),
    ),
    _Kind(
        "asks to log in; save it while logged in",
        (
            r"(?:log|sign)[ -]?in(?: (?:to|with) .{1,60}| page| required| or (?:register|sign up|create an account))?",
            r"login required|(?:create|register) (?:an |a free |your )?account|register to continue",
            r"(?:members?|subscriber) (?:log|sign)[ -]?in|please (?:log|sign) ?in.{0,60}|authentication required",
        ),
        (
            r"(?:please |you (?:must|need to) )(?:be )?(?:log|sign|logged|signed)[ -]?in\b",
            r"(?:log|sign) in to (?:your account|continue|read|view|access)|enter your (?:e-?mail|user ?name)",
        ),
    ),
    _Kind(
        "asks for consent to cookies; save it after consenting",
        (
            r"before you continue.{0,60}|we value your privacy|your privacy(?: choices| matters)?",
            r"cookie (?:consent|wall|settings|notice)|(?:manage )?(?:cookie|privacy) (?:preferences|settings)|consent",
            r"(?:this (?:site|website) uses|we use) cookies",
            r"mit werbung (?:und tracking )?(?:weiter(?:lesen)?|nutzen)|(?:cookie-)?(?:einwilligung|zustimmung)",
            r"datenschutz-?einstellungen",
            r"nous respectons votre vie privée|votre vie privée|gestion des cookies|tu privacidad",
        ),
        (
            r"we(?: and our (?:\d+ )?partners)? (?:use|store) (?:and/or access )?(?:cookies|information on)",
            r"(?:this|our) (?:web)?site uses cookies|we value your privacy|before you continue to",
            r"by clicking .{1,40}you (?:agree|accept|consent)",
        ),
    ),
)
_TITLES = [(kind.told, re.compile(f"(?:{'|'.join(kind.titles)}){_AFTER}", re.IGNORECASE)) for kind in _KINDS]
_OPENINGS = [(kind.told, re.compile("|".join(kind.openings), re.IGNORECASE)) for kind in _KINDS]


def tell_error(title: str, text: str) -> str | None:
    """Return what a page with this title and text is, to follow "the page"; None for an article."""
    if len(text) >= _LONGEST:
        return None
    title, opening = (one.replace("’", "'").strip() for one in (title, text[:_OPENING]))
    titled = (told for told, titles in _TITLES if titles.fullmatch(title))
    begun = (told for told, openings in _OPENINGS if len(text) < _SHORT and openings.match(opening))
    return next(titled, None) or next(begun, None)
