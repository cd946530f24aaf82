"""The dates in a line of a page's head: their forms, and the words of many languages that stand beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.formats.fields.bylines import is_name, split_names

_WORD = r"[^\W\d_]{3,12}\.?"
_NTH = r"\d{1,2}\s?(?:\.|st|nd|rd|th|er|º|ª|°)?"
_OF = r"(?:\s*(?:de|del|of|d[’']|г\.?)\s+|[\s,.\-/]+)"
_COUNT = r"(?:\d{1,2}|[元一二三四五六七八九十]{1,3})"
_DAY = (
    r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}\.?(?!\d)"
    r"|\d{1,2}\s?(?P<sign>[-/.])\s?\d{1,2}\s?(?P=sign)\s?(?:\d{4}|\d\d)(?!\d)"
    rf"|(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}|(?:令和|平成|昭和)\s?{_COUNT})\s?[年년]\s*{_COUNT}\s?[月월]\s*{_COUNT}\s?[日號号일]"
    rf"|{_NTH}{_OF}{_WORD}{_OF}\d{{4}}(?!\d)|(?<!\w){_WORD}\s+{_NTH},?{_OF}\d{{4}}(?!\d)"
    rf"|\d{{4}}\.?\s+{_WORD}\s+\d{{1,2}}\.?(?!\d)"
)
_AT = (
    r"(?:at|um|à|às|as|a las?|alle(?: ore)?|ore|om|kl\.?|klo\.?|godz\.?|в|о|saat|ob|u|v|jam|pukul|στις"
    r"|[(（]\s?[月火水木金土日一二三四五六]\s?[)）]|(?:星期|週|周)[一二三四五六日天])"
)
_CLOCK = (
    r"(?:(?:上午|下午|午前|午後|오전|오후)\s?)?\d{1,2}\s?[:.h時时点點시]\s?(?:\d\d(?:[:분分]\s?\d\d)?)?"
    r"(?:\s?[分분]|\s?min)?(?:\s?[ap]\.?\s?m\.?(?!\w))?|\d{1,2}\s?[ap]\.?m\.?(?!\w)"
)
_ZONE = (
    r"(?:\s?(?:Uhr|uur|hrs?|hs|h)\b\.?)?"
    r"(?:\s?\(?(?-i:[A-Z]{2,4}T?|МСК)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?)?(?:\s?[+-]\d\d:?\d\d)?"
)
_DATE = re.compile(
    rf"(?<![\dA-Za-z/])(?P<day>{_DAY})(?:\s?г\.)?(?:[\s,·|–-]*(?:{_AT}\s*)?(?P<clock>(?:{_CLOCK}){_ZONE}))?",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(
    rf"(?<!\w)(?P<clock>\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?)?{_ZONE}|\d{{4}}\s(?-i:GMT|UTC|[A-Z]{{1,2}}[SD]?T)\b(?:\s\([^()]*\))?)"
    rf"[,\s|–-]+(?P<day>{_DAY})(?!\s*\d{{1,2}}:)",
    re.IGNORECASE,
)

_THEN = r"\W*(?:(?:le|el|il|am|em|on|op|at|den|dne|a|в|la)\b)?(?:\W*\b[^\W\d_]{2,13}(?:-feira)?\b)?\W*\Z"
_UPDATED = re.compile(
    r"(?:\b(?:updated|modified|changed|edited|stand|aktualisiert|geändert|mise? à jour|modifiée?|actualizad[oa]"
    r"|actualización|atualizad[oa]|modificad[oa]|aggiorna(?:to|mento)|modificat?[oa]?|bijgewerkt|gewijzigd|uppdaterad"
    r"|opdateret|oppdatert|päivitetty|zaktualizowan[oy]|aktualizac\w*|aktualizováno|frissítve|обновлен\w*|оновлено"
    r"|güncelle\w*|ενημερώθηκε)|更新(?:时间|時間|日時|日|于|於)?|수정|최종|تحديث)" + _THEN,
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:\b(?:published|posted|created|issued|released|filed|dated?|veröffentlicht|erstellt|publiziert|erschienen"
    r"|datum|publiée?|postée?|parue?|créée?|publicad[oa]|fecha|publicación|pubblicat[oa]|data|gepubliceerd|geplaatst"
    r"|publicerad|offentliggjort|publisert|julkaistu|opublikowan[oy]|dodano|publikováno|vydáno|megjelent|közzétéve"
    r"|опубликован\w*|опубліковано|yayınlan\w*|yayın(?: tarihi)?|giriş(?: tarihi)?|δημοσιεύ\w*)"
    r"|发布(?:时间|日期|于)?|發布(?:時間|日期|於)?|公開日?|掲載日?|配信|投稿日?|時間|时间|日期|등록|입력|승인|게시"
    r"|نشر(?: في)?)" + _THEN,
    re.IGNORECASE,
)
_UPDATED_BEHIND = re.compile(r"\W*(?:更新|수정)")
_ON = re.compile(r"(?:\A|\s)(?:on|le|am|em|el|il|den)\s+(?:[^\W\d_]{3,13},?\s+)?\Z", re.IGNORECASE)
_SINCE = re.compile(
    r"\s*(?:from|since|until|till|before|after|by|to|ab|bis|seit|vom|dès|depuis|avant|desde|hasta|até|dal|fino|с|до|по)\s*",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\A\W+|\W+\Z")
_SEPARATED = re.compile(r"[,;|•·–—:)\]】》/-]\s*\Z|\A\W*\Z|[.。]\s+\Z|[\u3040-\u9fff\uac00-\ud7af]\s+\Z")
_PICTURE = re.compile(r"photo|foto|image|picture|bild|archiv|video|caption|摄|撮影|사진", re.IGNORECASE)
_ENDED = re.compile(
    r"\s*(?:\Z|[;|•·@()\[\]【】/]|[,–—-]\s*+(?-i:(?![a-zà-öø-ÿ]))|(?:by|von|par|por|di|da|door)\b|来源|來源|记者|作者|出典|配信)",
    re.IGNORECASE,
)
_EAST_ASIAN_NAMES = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\s·:：]{1,14}")
_AFTERNOON = frozenset(("下午", "午後", "오후"))
_TIME = re.compile(
    r"(?P<half>[^\W\d_]{2})?\s*(?P<hour>\d{1,2})\s?[:.h時时点點시]\s?(?P<minute>\d\d)?(?P<rest>.*)", re.IGNORECASE
)
_UNITS = re.compile(r"\s?(?:[分분]|min\b|\b(?:Uhr|uur|hrs?|hs|h)\b\.?)", re.IGNORECASE)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date that a page shows: as it is written, and how it may be read, the best reading first."""

    written: str
    readings: tuple[str, ...]
    is_update: bool

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"date {'of the update ' * self.is_update}shown in the page"


def dates_in(line: str) -> Iterator[ShownDate]:
    """Yield the dates in a line that states them of an article.

    Before and behind them stand labels, names and separators, no words of a sentence.
    """
    found = list(_CLOCK_FIRST.finditer(line)) or list(_DATE.finditer(line))
    start = 0
    for place, one in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(line)
        before, behind = line[start : one.start()], line[one.end() : end]
        is_update = bool(_UPDATED.search(before) or _UPDATED_BEHIND.match(behind))
        if is_update or (_is_head(before) and (_ENDED.match(behind) or end < len(line))):
            day = f"{before if _is_one_word(before) else ''}{one['day']}"
            timed = f"{day} {_to_western(one['clock'] or '')}".strip()
            yield ShownDate(line[one.start() : one.end()], (timed, day) if timed != day else (day,), is_update)
        start = one.end()


def _is_head(before: str) -> bool:
    """Return whether what stands before a date is a label, or names that are set off from it.

    A single word may be a weekday, which the reading of the date tells.
    """
    if _PICTURE.search(before):
        return False
    if label := _PUBLISHED.search(before):
        return len(before[: label.start()].split()) <= _MOST_WORDS
    if _is_one_word(before) or _EAST_ASIAN_NAMES.fullmatch(before):
        return True
    is_set_off = bool(_ON.search(before) or _SEPARATED.search(before))
    names = split_names(_AROUND.sub("", _ON.sub("", before)))
    return (is_set_off or len(names) == 1) and all(is_name(name, 1 if is_set_off else 2) for name in names)


def _is_one_word(before: str) -> bool:
    """Return whether a single word stands before a date, such as a weekday, and no word for the end of a period."""
    word = before.strip()
    is_known = _SINCE.fullmatch(word) or any(one.search(before) for one in (_ON, _PUBLISHED, _UPDATED))
    return word.isalpha() and before.endswith(" ") and not is_known


def _to_western(clock: str) -> str:
    """Return a time of day with a colon, in 24 hours where a word for its half stands before it."""
    found = _TIME.fullmatch(clock)
    if not found:
        return clock
    hour = int(found["hour"]) % 12 + 12 if found["half"] in _AFTERNOON else int(found["hour"])
    return f"{hour}:{found['minute'] or '00'}{_UNITS.sub('', found['rest'])}"
