"""Words that tell what a name or a noun stands for: a person, a place, a group or a thing."""

PERSON_NOUNS = frozenset(
    """\
actor actress ambassador archbishop artist athlete attacker author billionaire boss boy brother candidate captain
ceo chairman chairwoman chancellor chief child coach colonel comedian commander commissioner congressman congresswoman
creator daughter defendant director doctor driver editor emperor father founder general girl governor guitarist gunman
heir hero host husband inventor journalist judge justice killer king lawyer leader lord man manager mayor minister
mother murderer musician nominee officer owner painter partner person pilot player poet pope premier president prime
prince princess prisoner professor prosecutor queen rapper reporter scientist secretary senator shooter singer sister
soldier son speaker spokesman spokesperson spokeswoman star student successor suspect teacher victim wife winner woman
politician councillor rapper shopper celebrity billionaire
writer whistleblower candidate striker scorer loser""".split()
)
PLACE_NOUNS = frozenset(
    """\
airport area base beach border building camp capital cathedral church city continent country county district farm
harbour
hill hospital hotel house island lake museum nation neighbourhood palace park place port prison province region river
school sea square stadium state station street suburb territory town village volcano university college
valley mountain""".split()
)
GROUP_NOUNS = frozenset(
    """\
administration agency alliance army authorities band bank board brigade cabinet club coalition commission committee
company congress corporation council court crew department faction family federation firm forces government group
institute jury league militia ministry monitor movement navy network newspaper observatory organisation organization
parliament party police publisher regulator senate server staff team tribe tribunal troops union unit units""".split()
)
# Groups that "it" means rather than "they": one body.
BODIES = GROUP_NOUNS - frozenset("authorities forces police troops units staff".split())
PEOPLE_NOUNS = frozenset(
    """\
people children civilians fighters foreigners men militants migrants officers passengers patients peshmerga players
police politicians prisoners protesters refugees rebels residents soldiers students survivors teachers troops victims
women workers volunteers guests hostages immigrants jurors members ministers employees doctors nurses thieves""".split()
)
THING_ENDINGS = frozenset(
    """\
act accord agreement award awards bill championship convention crisis cup day declaration deal festival final games
index law market match mission olympics open plan prize project scandal summit system telescope treaty trial war
protocol movement rover mission satellite probe lander rights""".split()
)
PLACE_ENDINGS = frozenset(
    """\
airport avenue bay bridge city coast county district gulf hill hospital island islands lake mountains ocean park
peninsula province region river road sea square stadium station strait street town valley village""".split()
)
COUNTRY_SHORT = frozenset("us u.s usa u.s.a uk u.k uae eu america britain england europe africa asia".split())
COUNTRIES = frozenset(
    """\
turkey|syria|iraq|iran|france|britain|england|germany|ukraine|russia|china|india|japan|israel|egypt|greece|sierra leone
burkina faso|costa rica|ivory coast|el salvador|sri lanka|guinea|nepal|liberia|netherlands|the netherlands|cuba|haiti
hong kong|saudi arabia|south korea|north korea|new zealand|south africa|united states|united kingdom|puerto rico
california|texas|florida|london|paris|new york|los angeles|washington|moscow|kyiv|kiev|beijing|berlin|tokyo|brussels
gaza|west bank|crimea|hawaii|san francisco|boston|istanbul|ankara|damascus|baghdad|tehran|jerusalem|rome|madrid
montana|mariupol|kherson|uvalde""".replace("\n", "|").split("|")
)
# Words that begin names of things and places, which look like those of persons: "Storm Orla", "Cape Hald".
THING_STARTS = frozenset("storm hurricane typhoon cyclone operation tropical".split())
PLACE_STARTS = frozenset(("cape",))
SURE_BEFORE_PLACES = frozenset("in at near into inside outside".split())
FEMALE = frozenset(("she", "her", "hers"))
# Words that are no nouns by themselves: "the first", "the same".
NO_NOUNS = frozenset(
    "first second third last next same other others one ones new old someone somebody anyone anybody everyone everybody"
    " nobody something anything nothing worth".split()
)
# Nouns that say something about what they are "of": a pronoun means that, and not them.
ABSTRACT = frozenset(
    """\
advantage advantages aim aims area aspect aspects article argument benefits cause causes definition difference
differences disadvantages effect effects example examples goal goals history importance kind kinds meaning name names
nutshell origin purpose
reason reasons relationship role similarities similarity source sources symptoms symptom type types way ways use uses
term""".split()
)
FEMALE_NOUNS = frozenset(
    "actress chairwoman congresswoman daughter duchess empress girl lady mother mrs ms miss princess queen sister"
    " spokeswoman wife woman widow businesswoman".split()
)
MALE_NOUNS = frozenset(
    "actor boy brother chairman congressman duke emperor father gunman husband king man mr pope prince sir son"
    " spokesman sultan sheikh businessman".split()
)
# Verbs whose subject is a person: "When did Johnson resign?".
OF_PERSONS = frozenset(
    """\
accuse apologise believe die live marry promise quit resign say score scored speak step tell testify think tweet
want""".split()
)
# Verbs before the name of a thing: of "Who bought Twitter?", "he" is not Twitter.
OF_THINGS = frozenset(
    """\
acquired acquire bought built build buy built created create designed developed developing directed found founded
headed invented launched launch leads owned own owns produced produces ran runs run sell sold sells win wins won
wrote""".split()
)
# Given names that in English news are nearly always those of women, or of men. They only choose between two persons.
FEMALE_NAMES = frozenset(
    """\
alice amanda amy andrea angela angelina ann anna anne annette ashley barbara beth brittney carol caroline catherine
charlotte christine claire claudia cynthia deborah diana dorothy elena eleanor elizabeth ella emily emma eva fatima
giorgia hannah heather helen hillary isabel jacinda jane janet jennifer jessica joan julia julie kamala karen kate
katalin katherine kathleen katie laura linda lisa liz lucy malala margaret maria marie marine marta mary megan meghan
melania melinda michelle monica nancy natalie nicola nicole olga olivia oprah pamela patricia rachel rebecca ruth
samantha sandra sarah serena sharon sofia sophie stephanie susan taylor theresa ursula valerie vanessa victoria
virginia yulia zoe ketanji naomi sanna christina hilary laure vijaya jacqueline meysa arin""".split()
)
MALE_NAMES = frozenset(
    """\
aaron adam alan albert alex alexander alexei alfred andrew andy anthony antonio arthur bashar ben benjamin bernard
bernie bill bob boris brian bruce carl carlos charles chris christian christopher daniel david dennis dick donald
douglas drew ed edward elon emmanuel eric frank fred gary george gerald gianni giovanni gonzalo gordon graham greg
guy hamza hans harold harry henry hugh hugo ian ivan jack jacob jair james jason jeff jeffrey jeremy jerome jerry jim
joe john johnny jonathan jordan jose joseph juan justin kailash karl keir ken kenneth kevin kim kyle larry lars laurent
lee leonardo leo lionel louis luis luke marco mario mark martin matt matthew michael miguel mike mohammed muhammad
narendra nathan ned neil nicholas nick novak oliver oscar owen parag patrick paul pedro peter philip pierre rafael
ralph ramesh raymond recep richard rishi rob robert roger ron ronald roy russell ryan salman sam samuel scott sean
sergei shinzo simon stephen steve steven stuart ted terry thomas tim tom tony victor viktor vladimir volodymyr walter
warren wayne will william xavier xi fumio geoffrey olaf tetsuya thierry wolfgang""".split()
)
