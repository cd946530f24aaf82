"""Groups of words that say one thing happened, by the word a question asks with, and what stands for the contrary.

An answer to a question with one of them is taken only from a sentence that has a word of its group: that a man was in
a room does not say that he fired the shot.
"""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


ASKS_OF_EVENT = re.compile(
    r"^(?:(?:and|so|but|in|on|at) )?(?:who|whom|where|when|how|what (?:year|date|day|time|(?:is"
    r"|was) the (?:death toll|date|[\w ’'-]+ date))|(?:which|what) (?:country|city)"
    r" (?:did|was))\b",
    re.IGNORECASE,
)
"""A question for the one, place, time or number of an event; a noun behind "which" may have an event of its own."""

# By group: how a question says it, and how a sentence does.
STATED = {
    "violence": (
        _words(
            r"shot|shoots?|killed|kills|murder(?:ed|s)?|assassinat(?:ed|es?)|attacked|attacks|stabbed"
            r"|assault(?:ed|s)?"
            r"|poisoned|kidnapped|massacred|bombed"
        ),
        _words(
            r"shot|shots|shoot(?:s|ing|ings|er|ers)?|gun(?:man|men|ned|ning|fire)|fired?|kill(?:s|ed|er|ers"
            r"|ing|ings)?|murder\w*"
            r"|assassin\w*|attack(?:s|ed|er|ers|ing)?|assailants?|stab\w*|assault\w*|suspects?|perpetrator"
            r"|massacre\w*"
            r"|poison\w*|kidnap\w*|abduct\w*|bomb(?:s|ed|er|ers|ing|ings)?|slain|slew|dead|died|dies|beaten"
            r"|struck|hit"
            r"|violence|executed|shelled|shelling"
        ),
    ),
    "theft": (
        _words(r"stole|steals?|robbed|burgled|looted|ransacked"),
        _words(
            r"stole|stolen|steal(?:s|ing)?|thefts?|thief|thieves|robb\w+|heists?|burgl\w+|loot\w*|raid(?:s|ed|ers?)?"
            r"|br(?:oke|eak|eaking) in(?:to)?|break-ins?|took|taken|ma(?:de|king) off|ransack\w*"
        ),
    ),
    "seizure": (
        _words(
            r"captured?|seized?|conquer(?:ed)?|overr[au]n|f[ae]ll(?:en)? to"
            r"|tak(?:e|en)(?= (?:the )?(?-i:[A-Z]))"
        ),
        _words(
            r"captur\w+|recaptur\w+|seiz\w+|conquer\w*|conquest|overr[au]n\w*|t(?:ook|aken|akes?|aking)|retook|retaken"
            r"|f[ae]ll(?:en|s)?|control(?:s|led)?|occup\w+|stormed|raised (?:its|their|his) flag|hold|holds|held"
            r"|confiscat\w+|impound\w+"
        ),
    ),
    "ownership": (
        _words(r"owns?|owned"),
        _words(
            r"own|owns|owned|owners?|ownership|belong(?:s|ed)?|bought|buys|acquir\w+|purchas\w+|sold|stakes?"
            r"|holds?|held|propert\w+"
            r"|shareholders?|proprietors?|possess\w*|takeover|parent company|subsidiary|-owned"
        ),
    ),
    "death": (
        _words(r"die|dies|died|dead|deaths?|killed|death toll|fatalities|casualties"),
        _words(
            r"die|dies|died|dying|dead|deadly|deadliest|deaths?|kill(?:s|ed|ing|ings)?|tolls?|fatal\w*|casualt\w+"
            r"|lives|perish\w*|slain|murder\w*|victims?|passed away|passing|succumbed|drown\w*|crushed|shot|funeral"
            r"|mourn\w*|massacre\w*|late|loss|lost|bod(?:y|ies)|corpses?|swept away|swept up"
        ),
    ),
    "injury": (
        _words(r"injured|wounded|hurt|injuries"),
        _words(r"injur\w+|wound(?:s|ed|ing)?|hurt|hospitali[sz]ed|casualt\w+|harmed|burn(?:s|ed|t)"),
    ),
    "birth": (_words(r"born"), _words(r"born|birth\w*|native|raised|grew up|hometown")),
    "arrest": (
        _words(r"arrest(?:ed|s)?|detained"),
        _words(r"arrest\w*|detain\w*|detention|custody|apprehend\w*|taken in|nabbed|jailed|captur\w+"),
    ),
    "guilt": (
        _words(r"guilty|convicted"),
        _words(r"guilty|convict\w*|guilt|sentenc\w+|verdicts?"),
    ),
    "acquittal": (
        _words(r"acquit(?:ted|tal)?|exonerated|cleared|not guilty"),
        _words(r"acquit\w*|exonerat\w*|cleared|not guilty|innocent|absolv\w+"),
    ),
    "sentence": (
        _words(r"sentenced"),
        _words(r"sentenc\w+|jailed|prison|jail|years? behind bars|probation"),
    ),
    "resignation": (
        _words(r"resign(?:s|ed)?|quit|step(?:ped|s)? down|stood down"),
        _words(
            r"resign\w*|quit(?:s|ting)?|step(?:s|ped|ping)? (?:down|aside|back)|(?:stood|stands?"
            r"|standing) (?:down|aside)"
            r"|oust\w+|leav(?:e|es|ing)|left|exit\w*|departure|out as|bow(?:ed|s|ing) out|downfall|retire\w*"
            r"|end(?:s|ed|ing)?"
            r"|relinquish\w*"
        ),
    ),
    "release": (
        _words(r"released|freed"),
        _words(
            r"releas\w+|freed|freeing|free|freedom|swap\w*|exchange\w*|liberat\w*|let go|return\w*|home|unveil\w*"
            r"|publish\w*|premier\w*|debut\w*|out|launch\w*|came|drop\w*|issued|made public|unsealed"
        ),
    ),
    "succession": (
        _words(r"replac(?:e|ed|es)|succeed(?:ed|s)?|t(?:ook|akes?|aken) over(?= (?:as|from|after|when|once|in)\b)"),
        _words(
            r"replac\w+|succe(?:ed|ss)\w*|take(?:s|n)? over|took over|taking over|takes? office|took office"
            r"|becom(?:e|es|ing)|became|named|elected"
            r"|appointed|selected|sworn|incoming|new|next|won|wins|interim|acting|form a government"
        ),
    ),
    "funeral": (_words(r"funeral"), _words(r"funeral|burial|buried|memorial service|laid to rest")),
    "wedding": (
        _words(r"married|wedding|marry|wed"),
        _words(r"marri\w+|marry\w*|wed(?:s|ding|dings)?|wife|husband|bride|groom|tied the knot|spouse"),
    ),
    "defeat": (
        _words(r"beat|beats|beaten|defeated|los(?:t|es?) to(?= (?-i:[A-Z]))"),
        _words(
            r"beat\w*|defeat\w*|los(?:t|es?|ing|s)|w(?:o|i)ns?|winn(?:er|ers|ing)|victor\w*|triumph\w*"
            r"|knock\w+ out|eliminat\w+"
            r"|oust\w+|upsets?|upsetting|edg(?:e|es|ed|ing)|fell to|falls to|down(?:s|ed)|overc(?:ame|omes?"
            r"|oming)|conquer\w*"
            r"|crush\w*|rout(?:s|ed)?|thrash\w*|br(?:oke|eaks?|oken)|top(?:s|ped)|outpac\w+|clinch\w*|sweeps?|swept"
        ),
    ),
    "victory": (
        _words(r"who (?:\w+ )?w(?:o|i)ns?"),
        _words(
            r"w[io]n(?:s|ning|ner|ners)?|victor\w*|beat\w*|defeat\w*|champion\w*|triumph\w*|award\w*|(?:re-?)?elected"
            r"|crown\w*|gold|medal\w*|trophy|titles?|prizes?|clinch\w*|secur\w+|claim\w*|lift\w*|took|takes|taken|earn\w*"
            r"|captur\w+|honou?r\w*|named|prevail\w*|edg\w+|sweeps?|swept|landslide|succeed\w*|receiv\w+|first|top\w*"
            r"|became|best|seal\w*|overc\w+|laureates?|share\w*|picked up|lost|los(?:es|ing|er)"
        ),
    ),
    "collapse": (
        _words(r"collapsed?|collapses"),
        _words(
            r"collaps\w*|f[ae]ll(?:en|s|ing)?|failed|failure|fails|gave way|give(?:s|n)? way|giving way|crumbl\w+"
            r"|buckl\w+|broke\w*|br(?:eak|eaks|eaking)|bankrupt\w*|insolven\w*|shut\w*|clos(?:ed?|es|ing|ure)|seiz\w+|crash\w*"
            r"|disintegrat\w*|toppl\w*|implo\w+|demise|downfall|tumbl\w+|plung\w+|went (?:down|under|bust)|destroy\w*"
            r"|rubble|cav(?:ed|es|ing) in|came down|run on|lost|washed|sank|sinks?|t(?:ook|aken|akes) over"
        ),
    ),
    "reopening": (
        _words(r"reopen(?:ed|s)?|re-open(?:ed|s)?"),
        _words(r"re-?open\w*|open(?:s|ed|ing)?|resum\w+|return\w*|back|restor\w+|restart\w*|welcom\w+|allow\w*"),
    ),
    "referee": (_words(r"referee(?:d|s)?|officiat\w+"), _words(r"referee\w*|officiat\w+|match official")),
    "fine": (_words(r"fined"), _words(r"fin(?:e|es|ed|ing)|penalt(?:y|ies)|penali[sz]ed|sanction\w*|pay|paid")),
    "crown": (_words(r"crowned|coronation"), _words(r"crown\w*|coronation|enthron\w*|accession|king|queen")),
}
IN_SENTENCE = ("defeat", "succession", "victory")
"""Groups of which a person is the one only where the sentence says so: a title may tell of another."""
# By the relation asked for: the words of a sentence that states it, from either side.
RELATIONS = (
    (r"fathers?|dad", r"fathers?|dad|sons?|daughters?|parents?|child(?:ren)?|born to|kids?|dynasty"),
    (r"mothers?|mom|mum", r"mothers?|mom|mum|sons?|daughters?|parents?|child(?:ren)?|born to|gave birth|kids?"),
    (
        r"wife|husband|spouse",
        r"wife|wives|husbands?|spouses?|marri\w+|marry|wed|wedding|widow\w*|couple|bride"
        r"|first (?:lady|gentleman)|divorc\w+",
    ),
    (r"brothers?|sisters?|siblings?", r"brothers?|sisters?|siblings?|twins?"),
    (
        r"sons?|daughters?|child(?:ren)?",
        r"sons?|daughters?|child(?:ren)?|fathers?|mothers?|parents?|heirs?|kids?|gave birth|born",
    ),
)
KINSHIP = tuple(
    (
        re.compile(
            rf"\bwho(?: (?:is|was|are|were)|[’']s) .*?(?:[’']s?|\b(?:his|her"
            rf"|the)) (?:\w+ )?(?:{asked})(?: of .+)?\W*$",
            re.IGNORECASE,
        ),
        _words(said),
    )
    for asked, said in RELATIONS
)
# By the figure asked for: what the sentence, or the one it leans on, calls it.
FIGURES = (
    (_words(r"salary|wages?|pay package|income"),
     _words(r"salar\w+|earn\w*|wages?|pa(?:y|ys|id|ying)|income|compensation|package|bonus|mak(?:es?|ing)|made|deal"
         r"|contract|worth|fee")),
    (_words(r"(?:un)?employment rate"), _words(r"(?:un)?employ\w*|jobless\w*")),
    (_words(r"inflation(?: rate)?"), _words(r"inflation\w*|prices?|CPI|cost of living")),
    (_words(r"population"), _words(r"population|inhabitants|people|residents|populous|citizens|live|lives|home to")),
    (_words(r"net worth|fortune|wealth"), _words(r"worth|fortune|wealth\w*|billionaire|millionaire|assets"
        r"|rich\w*|stake")),
    (_words(r"how tall|height"), _words(r"tall|height|high|stands|feet|foot|inch(?:es)?|met(?:er|re)s?"
        r"|stor(?:ey|ies|y)|\d-foot-\d+|\d-foot")),
    (_words(r"weigh|weight|how heavy"), _words(r"weigh\w*|weight|heavy|kilo\w*|pounds?|tons?|tonnes?|lbs?|kg")),
)  # fmt: skip
# By the work: who made it is taken only from a sentence that has such a word itself.
MADE = (
    (
        _words(r"design(?:ed|s)?"),
        _words(r"design\w*|architects?|dr(?:ew|awn|awings?)|plan(?:s|ned)|conceived|creat\w+|brainchild"),
    ),
    (
        _words(r"buil[dt]|constructed"),
        _words(r"buil\w+|construct\w+|erect\w+|contractors?|raised|made|assembl\w+|create\w*"),
    ),
    (
        _words(r"directed"),
        _words(r"direct(?:s|ed|ing|ion|or|ors|orial)?|film-?makers?|helm\w*|remade|movie by|film by|movies|films"),
    ),
)
"""The first group whose question form a question has is the one asked for."""

CONTRARY = {
    "acquittal": _words(r"convict(?:ed|ion)|found guilty|sentenced|pleaded guilty"),
    "guilt": _words(r"acquitted|exonerated|found not guilty|cleared of"),
    "release": _words(
        r"(?:still|remains?|being|continues? to be) (?:jailed|imprisoned|detained|held|in (?:custody|prison|jail))"
        r"|(?:could|can|was|were|would) ?n[o’']t (?:be )?(?:secured?|released|freed|part of|included|bring|brought)"
        r"|not (?:secured?|released|freed|part of|included)|left behind|(?:to )?(?:bring|get) (?:him |her )?home"
        r"|(?:to )?secure (?:the )?(?:his |her |their |[A-Z][\w’']+ ){0,2}release|has been (?:jailed|detained"
        r"|imprisoned|held)"
        r"|wrongfully detained"
    ),
    "resignation": _words(
        r"(?:refus\w+|declin\w+) to (?:resign|quit|step down)|(?:would|will|did|does|do|has) ?(?:not|n[’']t) "
        r"(?:resign|quit|step down)|no (?:plans?|intention) (?:to|of) (?:resign|quit|step)\w*"
    ),
    "death": _words(r"survived|recover(?:ed|ing)|is alive|remains? alive"),
}
"""What says that it did not happen, of the same subject."""

NEGATED = re.compile(
    r"\b(?:not|never|no longer|denied|denies|deny|refus\w+|fail(?:ed|s)? to|without|unable to|declined to"
    r"|ruled out)\b|n[’']t\b",
    re.IGNORECASE,
)
# By what a question asks of each of several, or of what one has to do: words of which the sentence has to have one.
STANCES = (
    (
        _words(r"dissent(?:ed|s|ing)?"),
        _words(r"dissent\w*|disagree\w*|minority|against|oppos\w*|liberals?"),
    ),
    (
        _words(r"voted against"),
        _words(r"against|oppos\w*|no|nays?|reject\w*|dissent\w*|br(?:ea|o)ke?(?:n|ing)?|defect\w*|defied"),
    ),
    (_words(r"same (?:[\w’'-]+ ){0,3}group"), _words(r"groups?|drawn?|complete[sd]?")),
    (
        _words(r"(?:required|obliged|obligated|ordered|forced|supposed|meant|told) to do"),
        _words(r"requir\w*|must|ha(?:ve|s|d) to|needs? to|oblig\w+|order\w*|forced?|suppos\w+|mandat\w+|should|told"
               r"|compulsory|duty|will|shall|expected|instead"),
    ),
)  # fmt: skip
