"""Notes by which a source says that it has corrected an article, told from texts that merely speak of corrections.

A note is a title or a paragraph that begins as newspapers and agencies begin one. English notes are known.
"""

from qa.language.english import corrections as english


def find_corrections(title: str, text: str) -> list[str]:
    """Return the notes of an article, each a whole paragraph or the title, that say that it has been corrected."""
    paragraphs = (title, *text.split("\n"))
    return [one.strip() for one in paragraphs if english.NOTE.match(one) or english.AGENCY_NOTE.match(one)]
