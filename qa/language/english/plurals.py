"""Words that tell whether a question asks for one thing or for several."""

import re

WHICH = "which"
CHOOSING = {WHICH, "what"}
ASKING = CHOOSING | {"who"}
ORDERS = {"name", "list"}
ARE = {"are", "were"}
PLURAL_FORM = re.compile(r"[a-z-]+[^siu\W]s")
PLURALS = {"people", "men", "women", "children", "media"}
SINGULARS = {"news", "series", "species", "means", "headquarters", "always", "perhaps", "politics", "does", "was",
               "has", "sports", "arms"}  # fmt: skip
VERBS = {"causes", "comes", "drives", "gives", "goes", "happens", "keeps", "lies", "makes", "remains", "takes"}
OF_ONE = {"is", "was", "has", "does"}
COUNTS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
PASSED = {"of", "the", "these", "those", "other", "all", "some"}
OWNERS = {"the", "these", "those", "his", "her", "its", "their", "all", "some", "among"}
OF_SEVERAL = {"are", "were", "have", "had", "do", "did", "will", "would", "can", "could"}
NOT_AFTER_NOUN = {"a", "an", "the", "to", "this", "that", "his", "her", "its", "their", "of", "in", "for", "it", "if",
                   "when", "you", "people"}  # fmt: skip
