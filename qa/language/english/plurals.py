"""Words that tell whether a question asks for one thing or for several."""

import re

WHICH = "which"
WHO = "who"
SHARED = re.compile(
    r"(?:jointly |both )?(?:share[sd]?|co-?\w+ed|split) (?:the |an? )?(?:[\w’'-]+ ){0,4}?"
    r"(?:prize|award|medal|title|record|trophy|honou?r)\b(?!.* with [A-Z])",
    re.IGNORECASE,
)
"""Behind "who": what only several can do."""
CHOOSING = {WHICH, "what"}
ASKING = CHOOSING | {WHO}
ORDERS = {"name", "list"}
ARE = {"are", "were"}
PLURAL_FORM = re.compile(r"[a-z-]+[^siu\W]s")
PLURALS = {"people", "men", "women", "children", "media"}
SINGULARS = {"news", "series", "species", "means", "headquarters", "always", "perhaps", "politics", "does", "was",
               "has", "sports", "arms"}  # fmt: skip
VERBS = {"causes", "comes", "drives", "gives", "goes", "happens", "keeps", "lies", "makes", "remains", "takes"}
OF_ONE = {"is", "was", "has", "does"}
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
PASSED = {"of", "the", "these", "those", "other", "all", "some"}
OWNERS = {"the", "these", "those", "his", "her", "its", "their", "all", "some", "among"}
AND = "and"
BEHIND_NOUN = {"of", "in", "on", "at", "from", "for", "with", "by", "to", "that", "who", "which", "whose"}
OF_SEVERAL = {"are", "were", "have", "had", "do", "did", "will", "would", "can", "could"}
NOT_AFTER_NOUN = {"a", "an", "the", "to", "this", "that", "his", "her", "its", "their", "of", "in", "for", "it", "if",
                   "when", "you", "people"}  # fmt: skip
