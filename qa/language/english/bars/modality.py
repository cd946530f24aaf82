"""Words that say something may happen, was wanted or will be, and not that it did."""

import re

# In a question that asks for what may be, wanted or planned, the same words are no contradiction.
ATTEMPT_BEFORE = re.compile(r"\battempts?,? (?:on|for|of|set for|from)(?: \w+,)? $", re.IGNORECASE)
"""Before a day: that on it something was attempted."""
ASKS_WHO_KILLED = re.compile(r"^who (?:killed|murdered|assassinated)\b", re.IGNORECASE)
_KILL = r"(?:kill|murder|assassinat|homicid)\w*"
ATTEMPTED = re.compile(
    rf"\b(?:attempt\w*|tr(?:y|ied|ying)|plan\w*|plott?\w*|threat\w*|want\w*|conspir\w+|intend\w*|vow\w*)"
    rf" (?:(?:to|of) )?(?:\w+ )?{_KILL}|\bassassination (?:attempts?|plots?)\b",
    re.IGNORECASE,
)
KILLED = re.compile(
    rf"\b(?:{_KILL}|d(?:ied|ies|ead|eaths?|ying)|fatal\w*|slain|slay\w*|homicid\w*|massacr\w*|manslaughter"
    r"|bodies|mourn\w*|funeral|gunned down|shot|shooting|execut\w+|assassin\w*)\b",
    re.IGNORECASE,
)
"""That somebody was to be killed, and that one was."""
LONG_AGO = re.compile(r"^(?:on|in|by) [^.;]{0,20}?\b(?P<year>(?:1[89]|20)\d\d),", re.IGNORECASE)
"""At the beginning of a sentence: the year of which it tells."""
ASKED = re.compile(
    r"\b(?:can|could|(?-i:may)|might|would|(?-i:will)|expect\w*|likely|seek\w*|sought|su(?:es?|ed|ing)|lawsuits?|ask(?:s|ed|ing)?|demand\w*|fac(?:e"
    r"|es|ed|ing)|propos\w+"
    r"|plan\w*|threat\w*|want\w*|hop(?:e|es|ed|ing)|offer\w*|predict\w*|forecast\w*|project\w*|estimat\w*|if"
    r"|potential\w*"
    r"|possibl[ey]|polls?|maximum|most|next|going to|aim\w*|set to|due|try|tries|trying|request\w*|call(?:s|ed)? for"
    r"|intend\w*"
    r"|scheduled|target\w*|need\w*|should|candidate\w*|nominee\w*|nominat\w+|consider\w*)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:was|were|did|has|had|have|must|\w{3,}ed|won|got|beat|is|are)\b", re.IGNORECASE)
# Before the answer, in its clause: an auxiliary, or a verb of wanting.
POSSIBLE = re.compile(
    r"\b(?:could|might|may|if convicted|maximum (?:of|sentence|penalty)|carr(?:y|ies) (?:up|a)|expected to"
    r"|(?:likely|set|due|poised|slated|scheduled|forecast|projected|predicted) to|polls? puts?\b[^,;]*"
    r"|(?:is|are|was|were) put (?:on|at)"
    r"|fac(?:e|es|ed|ing) (?:up|as|a|at|more|between|\d|\$))\b",
)
SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|sought|ask(?:s|ed|ing)? (?:for|the|a|that|jur\w+|him|her|them|court)|demand(?:s|ed|ing)?"
    r"|propos(?:es?|ed|ing)|threaten(?:s|ed|ing)?|request(?:s|ed|ing)?|want(?:s|ed|ing)?|offer(?:s|ed|ing)?"
    r"|call(?:s|ed|ing)? for|su(?:es?|ed|ing)\b[^,;.]{0,40}? for|lawsuits? (?:for|seeking)"
    r"|recommend(?:s|ed|ing|ations?)?|proposals?)\b",
    re.IGNORECASE,
)
ASKS_GOT = re.compile(r"\b(?:get|got|receive|received|given|awarded|paid)\b", re.IGNORECASE)
"""In a question for a thing: that somebody got it, so that what he wanted is none."""
SOUGHT_BEHIND = re.compile(
    r"^(?: [\w’'-]+){0,4}? (?:was|were|is|are|has been|had been|being) (?:\w+ly |also |only )?"
    r"(?:recommended|proposed|sought|requested|demanded|suggested|rejected|withdrawn|overturned)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"(?<!\bbe )(?<!\bto )\b(?:awarded|ordered|sentenced|fined|paid|got|received"
    r"|settled|agreed|granted|promised|won|killed|decided|convicted)\b",
    re.IGNORECASE,
)
# Behind the name of one of whom something is only expected, or denied.
EXPECTED_AFTER = re.compile(
    r"^(?:,[^,;.]{1,50},)? (?:(?:is|are|was|were|has been) )?(?:\w+ly )?"
    r"(?:expected|tipped|likely|the favou?rite|favou?rite|poised|could|may|might|hopes?|wants?|plans?|aims?)\b"
)
DUE_BY = re.compile(
    r"\b(?:was|were|is|are|had been) (?:due|set|scheduled|supposed|expected|meant) to be \w+\b[^;.]*"
    r"\bby (?:[\w’'.]+ ){0,3}$"
)
"""Before the name of one by whom something was to be done, and may not have been."""
ASKS_OF_SWAP = re.compile(r"\b(?:swapp?ed|exchanged|traded)\b", re.IGNORECASE)
OFFERED_AHEAD = re.compile(
    r"\b(?:offer(?:s|ed|ing)|propos(?:es|ed|ing)|willing to (?:exchange|swap|trade))"
    r" (?:(?!an?\b|the\b)[\w’'.-]+ ){0,2}$"
)
"""Before a name: that he was to be swapped, and may not have been."""
WRONGLY = re.compile(
    r"\b(?:Correction|Clarification)\b[^.]*\b(?:wrote|said|stated|reported|gave|put)\b[^.;]*$"
    r"|\b(?:[Aa]n earlier|[Aa] previous|[Tt]he original) (?:version|report|article|story)\b[^.]*"
    r"\b(?:said|stated|reported|gave|put)\b[^.;]*$"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously) (?:said|stated|reported|gave|put|wrote|named)\b[^.;]*$"
)
"""Before an answer: that it was reported, and is wrong."""
PLANNED = re.compile(
    r"\b(?:planned|was to|were to|was due|were due|scheduled|was set|originally|meant|supposed)\b[^.;]*$", re.IGNORECASE
)
PUT_OFF = re.compile(
    r"^[^.;]{0,60}?\b(?:put(?: it| them)? off|postponed|moved|delayed|pushed back|rescheduled|deferred)\b"
    r"(?: it| them)? (?:until|till|to|by)\b"
)
"""Before and behind a day: that it was planned for then, and put off."""
AMONG_HOPEFULS = re.compile(
    r"\b(?:among|one of) (?:the |those )[^,;.]{0,60}?\b(?:hoping|looking|bidding|aiming|vying|expected|hopefuls"
    r"|contenders|candidates|favou?rites)\b(?:[^,;.]|No\.)*$",
    re.IGNORECASE,
)
"""Before a name: that it is of one of several who hoped to do it."""
WANTED_TO = re.compile(
    r"\b(?:hop(?:es?|ed|ing)|want(?:s|ed|ing)?|ask(?:s|ed)|invit(?:es|ed)|offer(?:s|ed)|refus(?:es|ed|ing)|declin(?:es|ed)"
    r"|aim(?:s|ed|ing)|bid(?:s|ding)?|looking|fail(?:s|ed|ing)|plan(?:s|ned|ning)|tr(?:ies|ied|ying)|unable|chance"
    r"|poised|vying|eager|seek(?:s|ing)|sought) (?:\w+ )?to (?P<verb>[a-z]{3,})\b"
)
"""What somebody was to do, or would not do."""
DENIED_AFTER = re.compile(
    r"^(?:,[^,;.]{1,50},)? (?:did|does|do|was|were|is|are|has|had|have) ?(?:not|n[’']t|never)\b"
    r"|^(?:,[^,;.]{1,50},)? never\b"
)
FUTURE = re.compile(r"^(?:who|whom|which|what)\b.{0,30}?\b(?-i:will|WILL)\b", re.IGNORECASE)
FORESEEN = re.compile(
    r"\b(?:will|would|going to|set to|to (?:host|lead|play|win|become|replace|succeed|head|run|take|perform"
    r"|star|join|be)|expected|likely|plan\w*|next|candidates?|front-?runners?|favou?rites?|(?-i:may)|might"
    r"|could|announce\w*|select\w*|chosen|upcoming|welcome|headlin\w+|tipped|hopefuls?|predict\w*|schedul\w+)\b|[’']ll\b",
    re.IGNORECASE,
)
"""A question for what is to come, and the words of a sentence that tells of it."""
ASKS_EXPECTED = re.compile(r"\b(?:expect(?:ed|s|ing)?|forecast|predict(?:ed|s)?|anticipat\w+)\b", re.IGNORECASE)
EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|anticipat\w+|project\w*|estimat\w+|guidance|outlook|analysts"
    r"|likely|would|will|could"
    r"|poised|set to|hop(?:ed|ing)|warn\w*)\b",
    re.IGNORECASE,
)
ASKS_WANTED = re.compile(
    r"\b(?:demand|seek|sought|want|request|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for)\w*", re.IGNORECASE
)
GIVEN = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|grant(?:s|ed)|gave|gives|accepted|awarded|settled|imposed)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"[;:—–“”\"]|, (?:and|but|while|which|who|after|as|although|though)\b|\. ")
# What is asked of now: by a word, or by a verb in the present tense and none in the past.
OF_NOW = re.compile(r"\b(?:now|currently|today|nowadays|at present|these days|at the moment)\b", re.IGNORECASE)
PRESENT = re.compile(r"\b(?:is|are|does|do|has|have)\b|[a-z][’']s\b")
OF_THEN = re.compile(
    r"\b(?:was|were|did|had|been|previous\w*|former\w*|before|first|original\w*|used to|ever|so far|since|last|ago"
    r"|(?!need)\w{2,}ed)\b",
    re.IGNORECASE,
)
_PASSIVE = r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bnow )(?<!\boften )"
FORMER = re.compile(
    r"(?:^|[;:—–] ?)(?:previously|formerly|before that|in the past|originally|until (?:now|then|recently)),?[^,;:—–]*$"
    rf"|(?:{_PASSIVE}\bused to|\bpreviously(?! un\w)|\bformerly)\b[^,;:—–]*$",
    re.IGNORECASE,
)
"""Before an answer, in its clause: that it held before, and may hold no more."""
FORMER_RECORD = re.compile(
    r"\b(?:old|previous|former|earlier) (?:[\w’'-]+ )?(?:record|high|low|mark|best)\b"
    r"(?:,| of| was| stood at| had been)? $",
    re.IGNORECASE,
)
"""Right before an answer: that it is the record that was broken."""
ASKS_MOST = re.compile(
    r"\b(?:records?|(?:larg|bigg|high|long|tall|old|young|fast|deadli|great|low|small|short|hott|cold|heavi)est|worst"
    r"|the most)\b",
    re.IGNORECASE,
)
OF_FORMER_RECORD = re.compile(
    r"\b(?:previous|former|old|earlier|first|before|until|then|had|held|set|sets|broke\w*|beat\w*|average)\b",
    re.IGNORECASE,
)
AVERAGE = re.compile(
    r"\b(?:an?|the|its|with|and) (?:[a-z]+ )?average\b(?:(?! (?:to|but|by|from|while|and)\b)[^,;.\d])*$", re.IGNORECASE
)
SURPASSED = re.compile(
    r"(?:^|[.!”\"]\s+)(?:The|That|This|His|Her|Their|Its) (?:(?!old|previous|former|earlier)\w+ )?(?:record|mark|feat) "
    r"(?:was|has been|had been) (?:(?:since|later|finally|eventually|then|now) )?"
    r"(?:broken|beaten|surpassed|eclipsed|bettered|topped)\b"
)
"""Behind an answer: that it was the most only until then."""
IN_THE_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
CONDITION = re.compile(
    r"^If (?:[\w’'-]+ ){1,6}?[\w’'-]+, [^;]*\bwill\b|"
    r"(?<!\bas )(?<![Aa]sk )(?<![Aa]sked )(?<!wonder )(?<!know )(?<!see )\bif"
    r" (?:it|they|he|she|we|you|I|the|an?|[A-ZÀ-Þ]\w+)\b"
)
"""Before an answer, in its clause: that it is told only of a case."""
