"""How newspapers and agencies begin a note of correction."""

import re

# What may stand before a note: a bullet, a bracket, a rule, "Editor's note:".
LEAD = r"[\s•*_–—(\[]*(?:editor[’']?s?[’']? note\s*[:.–—-]\s*)?"
ARTICLE = r"(?:article|story|post|page|piece|column|item|dispatch)"
VERSION = rf"(?:earlier|previous|prior|original) versions? of (?:this|the|our) (?:{ARTICLE}|report|headline|caption)\b"
DATED = r"(?:, [^:\n]{0,30}\d[^:\n]{0,12}| \([^()\n]{1,40}\))?"
BEGINNINGS = (
    rf"(?:(?:corrections?|clarifications?)(?: (?:and|&) clarifications?)?|corrected|errat(?:um|a)){DATED}"
    r"(?:\s*[:—]|\s[–-]+\s|[)\].]*$)",
    rf"corrections? to this {ARTICLE}\b",
    rf"(?:an?|the) {VERSION}",
    rf"(?:because of|due to|owing to) an? (?:\w+ )?error,? an? {VERSION}",
    rf"this {ARTICLE} (?:was|has|is) (?:\w+ ){{0,2}}(?:corrected|amended)\b(?! by\b)",
    r"this report has been corrected\b",
    rf"this (?:{ARTICLE}|report) (?:was|has) (?:\w+ ){{0,2}}(?:updated|changed|edited|revised) to correct\b",
    rf"we have (?:\w+ )?corrected this (?:{ARTICLE}|report)\b",
    r"refil(?:es|ing) to correct\b",
    r"correcting and replacing\b",
)
NOTE = re.compile(rf"{LEAD}(?:{'|'.join(BEGINNINGS)})", re.IGNORECASE)
# Agencies write "Corrects day in second paragraph", and "CORRECTED-" before a headline: by these cases alone.
AGENCY_NOTE = re.compile(r"[\s(\[]*(?:(?:Corrects|CORRECTS)\b|(?:UPDATE \d+-)?(?:CORRECTED|CORRECTION)-)")
