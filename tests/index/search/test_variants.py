"""Another spelling of a name is told by the company that it keeps."""

import pytest

from index.search.variants import find_variants

TEXTS = {
    "qarunia": ["Qarunia lies between Lornhaven and the Tamber; Mayor Quill lives there.", "Quill left Lornhaven."],
    "qarunie": ["In Qarunie, near Lornhaven, Quill spoke.", "Fishing on the Tamber ended at Lornhaven, said Quill."],
    "qarunio": ["Doctor Qarunio plays chess against Hesk in Berrin.", "Hesk won again in Berrin."],
    "harbour": ["Lornhaven has a harbour on the Tamber, said Quill."],
    "harbours": ["Lornhaven has harbours on the Tamber, said Quill."],
}


@pytest.mark.parametrize(
    ("word", "others"), [("Qarunia", ("Qarunie",)), ("qarunie", ("Qarunia",)), ("Qarunio", ()), ("harbour", ())]
)
def test_a_letter_apart_in_like_company_is_one_name(word: str, others: tuple[str, ...]) -> None:
    """A man whose name is as near stands among other names, and a word of the language is no name."""
    found = find_variants(
        word,
        lambda prefix: [(name, 1) for name in TEXTS if name.startswith(prefix)],
        TEXTS.__getitem__,
        lambda _: 1.0,
        {"harbour", "harbours"}.__contains__,
    )
    assert found == others
