"""Notes of correction, as opposed to texts about corrections.

A note is a title or a paragraph that begins as newspapers and agencies begin one.
"""

from qa.language.english import corrections as english


def find_corrections(title: str, text: str) -> list[str]:
    """Return the paragraphs of an article, its title among them, that say that it has been corrected."""
    paragraphs = (title, *text.split("\n"))
    return [one.strip() for one in paragraphs if english.NOTE.match(one) or english.AGENCY_NOTE.match(one)]
