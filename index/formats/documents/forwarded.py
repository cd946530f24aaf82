"""Forwarded messages: the article that a mail brings has the headers that stand above it in the text."""

import re
from dataclasses import dataclass, replace
from email.utils import parseaddr

_LABELS = {
    "author": "from|von|de|da|van|от|fra|från|od|mittente|lähettäjä|feladó|gönderen|kimden|від|від кого|de la"
    "|expeditorul|šalje|remitente|remetente|отправитель|saatja|nadawca|发件人|寄件者|差出人|送信元|보낸 사람",
    "published": "date|sent|datum|gesendet|envoyé|envoyé le|enviado|enviado el|enviado em|fecha|data|dată|inviato"
    "|verzonden|дата|отправлено|dato|sendt|skickat|odesláno|odoslané|wysłano|wysłane|päivämäärä|päiväys|lähetetty|dátum"
    "|elküldve|tarih|gönderildi|надіслано|trimis|date d'envoi|日期|发送时间|送信日時|日付|날짜|보낸 날짜",
    "title": "subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|тема|emne|ämne|temat|předmět|predmet"
    "|aihe|tárgy|konu|subiect|subiectul|naslov|主题|主旨|件名|제목",
    "": "to|an|à|pour|para|a|aan|кому|til|till|do|komu|pro|dla|vastaanottaja|címzett|kime|alıcı|către|destinatarul"
    "|prima|per|adresat|cc|kopie|kopie à|copie à|copia|cópia|kopia|kópia|kopi|kopio|копия|копія|másolatot kap|bilgi|dw"
    "|bcc|bc"
    "|reply-to|antwort an|répondre à|responder a|rispondi a|organization|importance"
    "|收件人|宛先|送信先|抄送|받는 사람|참조",
}  # fmt: skip
_OURS = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
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
_RULE = re.compile(r"(?:\A|\n)[ >]*-{2,}[^\n]{0,60}\s*\Z")  # that announces the message in another language
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
    note = _RULE.sub("", text[: found.start() if found else start]).strip(" \n_-")
    inner = find_forwarded(rest, fields.get("title", ""), deepest - 1) if deepest else None
    if inner is not None and not inner.note:
        return replace(inner, note=note)
    name, address = parseaddr(fields["author"].replace("[mailto:", "<").replace("]", ">"))
    author = name or (fields["author"] if "@" not in fields["author"] else "")
    host = address.rpartition("@")[2]
    return Forwarded(fields.get("title", ""), fields.get("published", ""), author, host, rest, note)


def _heads(text: str) -> list[int]:
    """Return where the first of some labelled lines stands, which may be the head of a message."""
    lines = [(line.start(), _label_of(line[0]) is not None) for line in re.finditer(r"(?m)^.*$", text)]
    above = [False, *(is_labelled for _, is_labelled in lines)]
    return [start for (start, is_labelled), before in zip(lines, above, strict=False) if is_labelled and not before]


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
