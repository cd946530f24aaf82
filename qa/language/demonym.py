"""Countries by the words for their people: news says "the Mexican president" where Mexico is what answers."""

_COUNTRIES = {
    "afghan": "afghanistan", "albanian": "albania", "algerian": "algeria", "american": "us", "angolan": "angola",
    "argentine": "argentina", "argentinian": "argentina", "armenian": "armenia", "australian": "australia",
    "austrian": "austria", "azerbaijani": "azerbaijan", "bahraini": "bahrain", "bangladeshi": "bangladesh",
    "belarusian": "belarus", "belgian": "belgium", "bolivian": "bolivia", "bosnian": "bosnia", "brazilian": "brazil",
    "british": "britain", "bulgarian": "bulgaria", "cambodian": "cambodia", "cameroonian": "cameroon",
    "canadian": "canada", "chilean": "chile", "chinese": "china", "colombian": "colombia", "congolese": "congo",
    "croatian": "croatia", "cuban": "cuba", "cypriot": "cyprus", "danish": "denmark", "dutch": "netherlands",
    "ecuadorian": "ecuador", "egyptian": "egypt", "english": "england", "eritrean": "eritrea", "estonian": "estonia",
    "ethiopian": "ethiopia", "filipino": "philippines", "finnish": "finland", "french": "france",
    "georgian": "georgia", "german": "germany", "ghanaian": "ghana", "greek": "greece", "haitian": "haiti",
    "hungarian": "hungary", "icelandic": "iceland", "indian": "india", "indonesian": "indonesia", "iranian": "iran",
    "iraqi": "iraq", "irish": "ireland", "israeli": "israel", "italian": "italy", "jamaican": "jamaica",
    "japanese": "japan", "jordanian": "jordan", "kazakh": "kazakhstan", "kenyan": "kenya", "kuwaiti": "kuwait",
    "kyrgyz": "kyrgyzstan", "latvian": "latvia", "lebanese": "lebanon", "liberian": "liberia", "libyan": "libya",
    "lithuanian": "lithuania", "malaysian": "malaysia", "malian": "mali", "maltese": "malta", "mexican": "mexico",
    "moldovan": "moldova", "mongolian": "mongolia", "moroccan": "morocco", "nepalese": "nepal",
    "nicaraguan": "nicaragua", "nigerian": "nigeria", "norwegian": "norway", "omani": "oman", "pakistani": "pakistan",
    "palestinian": "palestine", "peruvian": "peru", "philippine": "philippines", "polish": "poland",
    "portuguese": "portugal", "qatari": "qatar", "romanian": "romania", "russian": "russia", "rwandan": "rwanda",
    "salvadoran": "el salvador", "saudi": "saudi arabia", "scottish": "scotland", "senegalese": "senegal",
    "serbian": "serbia", "singaporean": "singapore", "slovak": "slovakia", "slovenian": "slovenia",
    "somali": "somalia", "spanish": "spain", "sudanese": "sudan", "swedish": "sweden", "swiss": "switzerland",
    "syrian": "syria", "taiwanese": "taiwan", "tanzanian": "tanzania", "thai": "thailand", "tunisian": "tunisia",
    "turkish": "turkey", "ugandan": "uganda", "ukrainian": "ukraine", "uruguayan": "uruguay", "uzbek": "uzbekistan",
    "venezuelan": "venezuela", "vietnamese": "vietnam", "welsh": "wales", "yemeni": "yemen", "zambian": "zambia",
    "zimbabwean": "zimbabwe", "north korean": "north korea", "saudi arabian": "saudi arabia",
    "south african": "south africa", "south korean": "south korea", "south sudanese": "south sudan",
    "sri lankan": "sri lanka", "new zealander": "new zealand",
}  # fmt: skip
_BY_WORDS = {tuple(people.split()): tuple(country.split()) for people, country in _COUNTRIES.items()}


def country_of(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words of the country whose people these words are, in lower case; None where they are no people's."""
    return _BY_WORDS.get(words)
