"""Common words by which a question in another language is told, by the language's code.

Each is frequent in questions of its language. Names and what languages share with English are left out.
"""

NAMES = {
    "en": "English", "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "pl": "Polish", "tr": "Turkish",
    "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
    "el": "Greek", "he": "Hebrew", "hi": "Hindi", "fa": "Persian", "fi": "Finnish", "cs": "Czech", "hu": "Hungarian",
    "ro": "Romanian", "id": "Indonesian", "vi": "Vietnamese", "th": "Thai", "ca": "Catalan",
}  # fmt: skip

WORDS = {
    "en": """the a an and or of in on at to for from by with about is are was were be been did does do has have had can
          could will would who what when where why which whose how many much that this these those it its he his she her
          they their there after before during than not but as into over""",
    "es": """el la los las un una unos unas de del en y o que qué quién quiénes cuándo dónde cuál cuáles cómo cuánto
          cuánta cuántos cuántas quien cuando donde cual como cuanto cuantos cuantas por para con es son fue fueron era
          está están ha han se su sus al lo le les murieron murió ganó hay más pero sobre este esta según""",
    "fr": """le la les un une des du de et ou que qui quoi quand où quel quelle quels quelles comment combien pourquoi
          est sont était a ont été dans sur pour par avec au aux ce cette ces se sa son ses il elle ils elles ne pas
          plus en est-ce qu'est-ce l'""",
    "de": """der die das den dem des ein eine einen einem einer und oder wer was wann wo warum wieso welche welcher
          welches wen wem wie viele viel ist sind war waren wurde wurden hat haben im in am von vom zu zum zur mit bei
          für auf aus nach über nicht auch sich wird werden als""",
    "it": """il lo la gli le un uno una di del della dei delle e o che chi cosa quando dove quale quali come quanto
          quanti quante quanta perché è sono era stato stata ha hanno in nel nella per con da dal si al alla non più""",
    "pt": """o a os as um uma uns umas de do da dos das em no na nos nas e ou que quem quando onde qual quais como
          quanto quantos quantas quanta por para com é são foi foram era está estão tem se seu sua ao à não mais""",
    "nl": """de het een en of wie wat wanneer waar waarom welke welk hoe hoeveel is zijn was waren werd werden heeft
          hebben in op van voor met door naar bij aan niet ook er zich uit om over te""",
    "sv": """en ett och eller vem vad när var varför vilken vilket vilka hur många mycket är var blev har hade i på av
          för med till från som inte den det de att""",
    "pl": """kto co kiedy gdzie dlaczego który która które jak ile jest są był była było byli w na z do i lub od po za
          przez się nie dla""",
    "tr": """kim ne zaman nerede neden niçin nasıl kaç hangi bir ve veya için ile mi mı mu mü oldu öldü kazandı kişi
          bu olan""",
}  # fmt: skip

ASKING = {
    "es": "qué quién quiénes cuándo dónde cuál cuáles cómo cuánto cuánta cuántos cuántas quien cuando donde cual",
    "fr": "qui quand où quel quelle quels quelles comment combien pourquoi",
    "de": "wer wann warum wieso welche welcher welches wen wem wie wieviel wieviele",
    "it": "chi quando dove quale quali quanto quanti quante quanta perché cosa",
    "pt": "quem quando onde quais quanto quantos quantas quanta",
    "nl": "wie wat wanneer waar waarom welke hoe hoeveel",
    "sv": "vem när varför vilken vilka hur",
    "pl": "kto kiedy gdzie dlaczego jak ile",
    "tr": "kim nerede neden niçin nasıl kaç hangi",
}
"""Question words: one at the beginning tells the language where nothing is English."""

SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"), (0x0E00, 0x0E7F, "th"), (0x3040, 0x30FF, "ja"), (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)  # fmt: skip
"""First and last code point of a script, and the language that is most often written in it."""
