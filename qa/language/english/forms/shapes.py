"""Words that tell the form of a question: yes or no, a definition, a summary, words that somebody said."""

import re

FLAGS = re.IGNORECASE
YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|isn['’]t|aren['’]t|wasn['’]t|weren['’]t"
    r"|didn['’]t|hasn['’]t|haven['’]t|won['’]t)\s+(?P<rest>(?!you\b|i\b|we\b|me\b).+)",
    FLAGS,
)
OR_NOT = re.compile(r",?\s+or (?:not|no|the other way a?round|vice versa)\s*\?*\s*\Z", FLAGS)
DEFINITION = re.compile(
    r"(?:who|what)(?:\s+exactly)?(?:\s+(?:is|are|was|were)|['’]s)\s+(?:an?\s+)?(?P<subject>[^,;:]+)"
    r"|(?:define|explain who|explain what|do you know who|do you know what)\s+(?P<defined>[^,;:]+?)(?:\s+(?:is"
    r"|was|are))?",
    FLAGS,
)
# Words that no subject of a definition has: "who is the head of …", "what is happening", "what is new in …".
UNDEFINED = re.compile(
    r"\b(?:his|her|its|their|my|your|this|that|these|those|it|he|she|they|you|going|happening|new|now|who|what|which|when"
    r"|where|known|called|wrong|left|next|behind|to|by|about|at|from|on|with|as|after|before|under|than|news|latest)\b",
    FLAGS,
)
SUMMARY = tuple(
    re.compile(pattern, FLAGS)
    for pattern in (
        r"what(?:\s+has|['’]s)?\s+happen(?:ed|s|ing)(?:\s+(?:in|at|to|with|on|during|around|near|between|after))?"
        r"\s+(?P<topic>.+)",
        r"what(?:\s+is|['’]s)\s+(?:going on|happening|new)(?:\s+(?:in|at|with|on|about))?\s+(?P<topic>.+)",
        r"(?:please\s+)?(?:can you\s+)?(?:tell|inform|brief|update)\s+me\s+(?:\w+\s+)?(?:about|on|of)\s+(?P<topic>.+)",
        r"(?P<latest>what(?:\s+is|['’]s|\s+are)\s+the\s+(?:latest|newest|recent)(?:\s+(?:news|developments?|state|updates?))?"
        r"\s+(?:on|about|of|in|from|with)\s+(?P<topic>.+))",
        r"(?P<recent>(?:the\s+)?(?:latest|news|update|updates)\s+(?:news\s+)?(?:on|about|of|from)\s+(?P<topic>.+))",
        r"(?:what(?:\s+is|['’]s)\s+the\s+news\s+(?:on|about|of|from|in)\s+)(?P<topic>.+)",
        r"(?P<course>(?:show me |give me )?(?:an?|the)?\s*(?:timeline|chronology)\s+(?:of|for|on)\s+(?P<topic>.+))",
        r"(?:please\s+)?(?:give(?:\s+me)?\s+|write\s+)?(?:an?|the)?\s*(?:short\s+|brief\s+)?"
        r"(?:summary|overview|summari[sz]e|recap|sum up)\s+(?:(?:of|on|about|for)\s+)?(?P<topic>.+)",
        r"what\s+do\s+(?:we|you)\s+know\s+about\s+(?P<topic>.+)",
        r"(?:describe|explain)\s+(?:what\s+happened\s+(?:in|at|to)\s+)?(?P<topic>(?:the\s+)?[A-Z].+)",
    )
)
# Orders that mean "tell me about": the articles have none of their words, so that spelling would change them.
ORDER = re.compile(
    r"\A\W*(?:please\s+)?(?:summari[sz]e|recap|sum up|give me (?:an?|the) (?:\w+ )?(?:summary|overview|recap) of)\s+",
    FLAGS,
)
# What became of somebody is asked, and so the newest.
TO_SOMEBODY = re.compile(r"what(?:\s+has|['’]s)?\s+happened\s+(?:to|with)\b", FLAGS)
# A time in a topic is a filter, and not what it is about.
_DAY_OF_MONTH = r"\d{1,2}(?:st|nd|rd|th)?"
TIMES = re.compile(
    rf"\b(?:(?:in|on|during|since|of)\s+)?(?:(?:early|late|mid)\s+)?(?:(?:{_DAY_OF_MONTH}\s+)?(?:January|February|March"
    rf"|April|May|June|July|August|September|October|November|December)(?:\s+{_DAY_OF_MONTH})?,?\s*(?:(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d|this (?:week|month|year)"
    r"|today|yesterday)\s*$",
    FLAGS,
)
OPENS_TIME = re.compile(r"^(?:in|on|during|since|of)\s+", FLAGS)
SPEAKER = re.compile(
    r"who\s+(?:said|says|told|wrote|tweeted|called|described|shouted|declared|asked)\b[^\"“”]*[\"“](?P<words>[^\"“”]+)[\"”]",
    FLAGS,
)
TELLER = re.compile(
    r"who\s+(?:(?:said|says|warned|argued|claimed|insisted|joked|admitted|complained)(?:\s+that)?"
    r"|told\s+(?:[\w’'.-]+\s+){1,4}?that)\s+(?P<words>[^\"“”]+)",
    FLAGS,
)
"""Who said what is told in other words than his."""
REACTION = tuple(
    re.compile(pattern, FLAGS)
    for pattern in (
        r"how\s+(?:did|has|does)\s+(?P<speaker>.+?)\s+(?:react|reacted|respond|responded|reply|replied)"
        r"(?:\s+(?:to|on|about|after|when)\s+(?P<topic>.+))?",
        r"what\s+(?:did|does|has|was|is)\s+(?P<speaker>.+?)\s+(?:say|said|tell|told|think|write|wrote|tweet|tweeted|answer)"
        r"(?:\s+(?:about|on|of|to|when|after|regarding)\s+(?P<topic>.+)|\s+(?:(?:most )?recently|lately|last|latest))?",
        r"what\s+(?:did|does|has)\s+(?P<speaker>.+?)\s+(?:tell|told|warn|warned)\s+(?:(?!about\b)[\w.’'-]+\s+){1,4}?"
        r"(?:about|regarding)\s+(?P<topic>.+)",
        r"what\s+(?:was|is)\s+(?P<speaker>.+?)(?:[’']s|(?<=s)[’'])\s+(?:reaction|response|reply|comment)"
        r"(?:\s+(?:to|on|about)\s+(?P<topic>.+))?",
    )
)
# "How did it start?" asks for a cause as "why" does.
CAUSE = re.compile(
    r"how\s+did\s+(?P<what>.+?)\s+(?:start|begin|originate|break out|die|come about|crash|collapse|sink)", FLAGS
)
COMPARISON = re.compile(
    r"(?:who|which|what)\b(?P<asked>.*?)\b(?P<degree>more|older|younger|taller|bigger|larger|longer|deadlier|higher|most|fewer"
    r"|less|earlier|later|first|cheaper|richer|oldest|biggest|largest|longest|deadliest)\b(?P<rest>[^,:]*)[,:]\s*"
    r"(?P<left>.+?),?\s+or\s+(?P<right>.+)",
    FLAGS,
)
