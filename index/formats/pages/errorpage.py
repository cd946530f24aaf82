"""Pages that a server sends in place of an article, as their titles say: errors, blocks, and checks for robots."""

import re

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
_BLOCKED = (
    r"access (?:to this page has been )?denied|just a moment|attention required! \| cloudflare|are you a robot"
    r"|pardon our interruption|please enable (?:javascript|cookies).{0,40}"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
)
_TITLE = re.compile(
    rf"(?:{_CODE}(?:\s*[-–:|,]?\s*{_REASON})?|{_REASON}(?:\s*[-–:|(]?\s*{_CODE}\)?)?|{_MISSING}|{_BLOCKED})"
    r"[.!?…]*(?:\s*[-–—|:]\s.{0,80})?",
    re.IGNORECASE,
)
_LONGEST = 1_500  # characters: what says more is an article about such pages


def is_error_page(title: str, text: str) -> bool:
    """Return whether a page with this title and text is an error and no article."""
    return len(text) < _LONGEST and _TITLE.fullmatch(title.replace("’", "'")) is not None
