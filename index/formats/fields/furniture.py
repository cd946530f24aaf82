"""Lines that a page puts among the paragraphs of each of its articles: buttons, counts, calls to subscribe, rights."""

import re

_NETWORK = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|reddit|pinterest"
    r"|google news)"
)
_NETWORKS = rf"{_NETWORK}(?:(?:,| and| or|,? &| \|)+ {_NETWORK})*"
_SHORT = re.compile(
    r"\W*(?:"
    r"advert(?:isement|isment)?s?|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|pubblicità|reklama"
    r"|(?:story|article|report) continues (?:below|after)"
    r"(?: (?:this |the )?(?:advert(?:isement)?|ad|video|newsletter))?"
    r"|(?:scroll|skip) (?:down )?(?:to|past|for)"
    r" (?:continue(?: reading)?|content|more|newsletter(?: promotion)?|main content)"
    r"|(?:after|below) newsletter promotion|\d{1,3} of \d{1,3}|\d+ (?:likes?|shares?|comments?|views?|claps?)"
    r"|\d+[- ]min(?:ute)?s?(?: read)?|(?:reading|read) time:? \d+ min(?:ute)?s?"
    r"|share|share (?:this|article|on|via)(?: (?:article|story|post|page))?|copy (?:link|url)|print|save|e-?mail|tweet"
    rf"|(?:share|tweet|post|follow us|follow|find us|like us|join us)(?: \w+)?"
    rf" (?:on|via) {_NETWORKS}"
    r"(?: (?:for|to) .{1,80})?"
    rf"|share(?: (?:{_NETWORK}|e-?mail|link|print))+"
    r"|follow|listen(?: to (?:this )?article)?|play|pause|show (?:more|less)|load more"
    r"|(?:read|continue) (?:more|reading)"
    r"|(?:hide|toggle) caption|enlarge(?: (?:this )?image)?|view (?:image|gallery)(?: in fullscreen)?"
    r"|open (?:image|this photo) in .{1,20}|image \d+ of \d+"
    r"|(?:©|\(c\)|copyright)(?: ©)? ?(?:\d{4}|.{1,40} \d{4}).{0,60}"
    r"|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r")\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\W*(?:(?:sign up|subscribe)(?: now| here| today)? (?:to|for) (?:(?:our|the|my|this) )?(?:[\w'’-]+ ){0,4}"
    r"(?:newsletters?|e-?mails?|updates|briefings?)\b.{0,120}"
    r"|thanks for reading\b.{0,60}\b(?:subscribe|share)\b.{0,120}|(?:get|receive) .{3,60} (?:in|to) your inbox\b.{0,80}"
    r"|(?:read more|read also|also read|related|see also|more on this|don['’]t miss|recommended"
    r"|(?:à )?lire aussi|lesen sie auch|mehr zum thema|leggi anche|le[ae]r? también|leia também|lees ook)"
    r"\s*[:|–-]\s*.{10,150}(?<![.”\"])"
    r"|(?:download|get) (?:our|the) (?:[\w'’-]+ ){0,4}app\b.{0,80})",
    re.IGNORECASE,
)
_LONGEST = 200


def is_furniture(line: str) -> bool:
    """Return whether a line is one of those: a whole line of known words, or signs alone."""
    if len(line) > _LONGEST or not line:
        return False
    is_blank = not any(map(str.isalnum, line)) and "_" not in line  # a stroke parts the text of some agencies
    return is_blank or bool(_SHORT.fullmatch(line) or _CALL.fullmatch(line))


def drop_furniture(text: str) -> str:
    """Return a text in paragraphs without such lines; unchanged where it has nothing else."""
    kept = [line for line in text.split("\n\n") if not is_furniture(line)]
    return "\n\n".join(kept) or text
