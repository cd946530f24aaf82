"""Forwarded messages: the article that a mail brings has the headers that stand above it in the text."""

import re
from dataclasses import dataclass, replace
from email.utils import parseaddr

_LABELS = {
    "author": "from von de da van от fra från od 发件人 寄件者 差出人",
    "published": "date sent datum gesendet envoyé enviado fecha data inviato verzonden дата отправлено dato datum sendt"
    " 日期 发送时间 送信日時 日付",
    "title": "subject betreff objet asunto oggetto assunto onderwerp тема emne ämne temat 主题 主旨 件名",
    "": "to an à para a aan кому til till do cc kopie bcc bc reply-to organization importance 收件人 宛先",
}
_OURS = {label: field for field, labels in _LABELS.items() for label in labels.split()} | {
    "enviado el": "published", "enviado em": "published", "date d'envoi": "published", "antwort an": "",
    "répondre à": "", "responder a": "", "rispondi a": "",
}  # fmt: skip
_LINE = re.compile(r"[\s>]*\*?([^\W\d_][^:\n]{0,20}?)\s?\*?[:：]\*?\s*.*")
_INTRODUCTION = re.compile(
    r"(?mi)^[ >]*(?:-{2,} ?(?:(?:begin )?forwarded (?:message|by .*)|weitergeleitete nachricht|(?:message|courriel)"
    r" (?:transféré|réexpédié)|mensaje reenviado|messaggio inoltrato|mensagem (?:encaminhada|reencaminhada)"
    r"|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:besked|melding)|пересылаемое сообщение"
    r"|转发的?邮件|转发邮件信息|転送メッセージ) ?-{2,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:e-mail|nachricht)"
    r"|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)"
    r"|begin doorgestuurd bericht) ?:)[ \t]*$"
)
_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|antw)\s*:\s*)*(?:fwd?|fw|wg|tr|rv|enc|i|doorst|vs|pd|转发|轉寄|転送)\s*:", re.IGNORECASE
)
_REACH = 12  # lines of a head, with the blank lines that some programs put between them
_FEWEST = 2
_LONGEST_HEAD = 10_000
_MOST_HEADS = 100
_DEEPEST = 5
_QUOTE = re.compile(r"(?m)^> ?")


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message that was forwarded: what its head says, its text, and what the forwarder wrote above it."""

    title: str
    published: str
    author: str
    host: str
    text: str
    note: str


def is_forward(subject: str) -> bool:
    """Return whether a subject says that the message forwards another."""
    return _PREFIX.match(subject) is not None


def find_forwarded(text: str, subject: str, deepest: int = _DEEPEST) -> Forwarded | None:
    """Return the message that a text forwards, by the line that announces it or by the subject; None if it does not.

    Of a message that was forwarded several times without a word, it is the first one.
    """
    found = _INTRODUCTION.search(text)
    starts = [found.end()] if found else _heads(text) if is_forward(subject) else []
    heads = ((start, *_read_head(text[start : start + _LONGEST_HEAD])) for start in starts[:_MOST_HEADS])
    start, fields, end = next((one for one in heads if {"author"} < one[1].keys()), (0, {}, 0))
    if not fields:
        return None
    rest = text[start + end :]
    rest = _QUOTE.sub("", rest) if _is_quoted(rest) else rest
    note = text[: found.start() if found else start].strip(" \n_-")
    inner = find_forwarded(rest, fields.get("title", ""), deepest - 1) if deepest else None
    if inner is not None and not inner.note:
        return replace(inner, note=note)
    name, address = parseaddr(fields["author"].replace("[mailto:", "<").replace("]", ">"))
    author = name or (fields["author"] if "@" not in fields["author"] else "")
    host = address.rpartition("@")[2]
    return Forwarded(fields.get("title", ""), fields.get("published", ""), author, host, rest, note)


def _heads(text: str) -> list[int]:
    """Return where lines stand that may begin the head of a message."""
    lines = re.finditer(r"(?m)^.*$", text)
    return [line.start() for line in lines if _label_of(line[0]) == "author"]


def _label_of(line: str) -> str | None:
    """Return the field that a labelled line states, empty for one of no use here; None if it has no known label."""
    found = _LINE.fullmatch(line.rstrip())
    return _OURS.get(found[1].lower()) if found else None


def _read_head(text: str) -> tuple[dict[str, str], int]:
    """Return what the labelled lines at the top of a text state, and where they end; nothing if they are too few."""
    fields: dict[str, str] = {}
    end, last = 0, ""
    lines = text.splitlines(keepends=True)[:_REACH]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        bare = line.strip(" >\r\n\t")
        if (label := _label_of(line)) is not None:
            last = label
            fields.setdefault(label, re.split("[:：]", bare, maxsplit=1)[1].strip(" *\u200e\u200f"))
        elif bare and last in fields and (bare.startswith(("<", "[mailto:")) or line[0] in " \t"):
            fields[last] = f"{fields[last]} {bare}"  # a folded header
        elif bare or (fields and _label_of(below) is None):
            break
        end += len(line)
    return (fields, end) if len(fields) >= _FEWEST else ({}, 0)


def _is_quoted(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(line.startswith(">") for line in lines) * 2 > len(lines)
