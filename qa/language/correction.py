"""Notes by which a source says that it has corrected an article, told from texts that merely speak of corrections.

A note is a title or a paragraph that begins as newspapers and agencies begin one. English notes are known.
"""

import re

# What may stand before a note: a bullet, a bracket, a rule, "Editor's note:".
_LEAD = r"[\s•*_–—(\[]*(?:editor[’']?s?[’']? note\s*[:.–—-]\s*)?"
_PIECE = r"(?:article|story|post|page|piece|column|item|dispatch)"
_VERSION = rf"(?:earlier|previous|prior|original) versions? of (?:this|the|our) (?:{_PIECE}|report|headline|caption)\b"
_DATED = r"(?:, [^:\n]{0,30}\d[^:\n]{0,12}| \([^()\n]{1,40}\))?"
_BEGINNINGS = (
    rf"(?:(?:corrections?|clarifications?)(?: (?:and|&) clarifications?)?|corrected|errat(?:um|a)){_DATED}"
    r"(?:\s*[:—]|\s[–-]+\s|[)\].]*$)",
    rf"corrections? to this {_PIECE}\b",
    rf"(?:an?|the) {_VERSION}",
    rf"(?:because of|due to|owing to) an? (?:\w+ )?error,? an? {_VERSION}",
    rf"this {_PIECE} (?:was|has|is) (?:\w+ ){{0,2}}(?:corrected|amended)\b(?! by\b)",
    r"this report has been corrected\b",
    rf"this (?:{_PIECE}|report) (?:was|has) (?:\w+ ){{0,2}}(?:updated|changed|edited|revised) to correct\b",
    rf"we have (?:\w+ )?corrected this (?:{_PIECE}|report)\b",
    r"refil(?:es|ing) to correct\b",
    r"correcting and replacing\b",
)
_NOTE = re.compile(rf"{_LEAD}(?:{'|'.join(_BEGINNINGS)})", re.IGNORECASE)
# Agencies write "Corrects day in second paragraph", and "CORRECTED-" before a headline: by these cases alone.
_AGENCY_NOTE = re.compile(r"[\s(\[]*(?:(?:Corrects|CORRECTS)\b|(?:UPDATE \d+-)?(?:CORRECTED|CORRECTION)-)")


def find_corrections(title: str, text: str) -> list[str]:
    """Return the notes of an article, each a whole paragraph or the title, that say that it has been corrected."""
    paragraphs = (title, *text.split("\n"))
    return [one.strip() for one in paragraphs if _NOTE.match(one) or _AGENCY_NOTE.match(one)]
