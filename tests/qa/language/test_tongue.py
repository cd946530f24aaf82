"""The language of a question is told by its common words, and names alone tell nothing."""

import pytest

from qa.language.tongue import tell_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("cuantos barcos salieron del puerto", "es"),
        ("Wer wurde zum Bürgermeister gewählt?", "de"),
        ("Quand la reine est-elle morte ?", "fr"),
        ("Chi è il sindaco di Porto Alto?", "it"),
        ("Onde fica a ponte nova?", "pt"),
        ("Waarom is de brug gesloten?", "nl"),
        ("Hur många båtar lämnade hamnen?", "sv"),
        ("Kto wygrał wybory?", "pl"),
        ("港が閉鎖されたのはいつですか", "ja"),
        ("متى أغلق الميناء؟", "ar"),
    ],
)
def test_a_question_in_another_language_is_told(question: str, language: str) -> None:
    """With accents and without, in Latin letters and in others."""
    assert tell_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "Who won the Tour de France in 2022?",
        "What is La La Land?",
        "Who is Ursula von der Leyen?",
        "What did El Salvador do about the Banco de la Ciudad?",
        "los angeles",
        "harbour fire death toll",
        "who sang na na na na hey hey",
        "When is Cinco de Mayo?",
        "???",
    ],
)
def test_names_from_other_languages_tell_nothing(question: str) -> None:
    """A question in English, keywords and names are asked as they are."""
    assert tell_language(question) is None
