"""Verbs: the irregular ones in their three forms, and regular ones that news uses often."""

# Base form, past tense, past participle; each line is one verb.
IRREGULAR = tuple(
    tuple(line.split())
    for line in """\
be was been|beat beat beaten|become became become|begin began begun|bite bit bitten|blow blew blown|break broke broken
bring brought brought|build built built|buy bought bought|catch caught caught|choose chose chosen|come came come
cost cost cost|cut cut cut|deal dealt dealt|do did done|draw drew drawn|drink drank drunk|drive drove driven
eat ate eaten|fall fell fallen|feel felt felt|fight fought fought|find found found|flee fled fled|fly flew flown
forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got got|give gave given|go went gone
grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held
hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let
lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|overthrow overthrew overthrown|pay paid paid
put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said
see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shoot shot shot
show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken
spend spent spent|split split split|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck
strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|take took taken|teach taught taught
tell told told|think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written""".replace("|", "\n").splitlines()
)
REGULAR = frozenset(
    """\
accept accuse achieve acquire acquit add admit adopt agree allow announce appear appoint approve arrest arrive ask
attend avoid award ban believe belong block bomb borrow burn call cancel capture carry cause celebrate change charge
claim close collapse complete confirm congratulate contain continue convict cover crash create cross crown deliver
declare decline defeat defend demand deny deploy destroy detain develop die disappear discover dismiss distrust drop
earn elect employ end endorse enter erupt escape establish evacuate execute expect explain explode expire express
extend face fail fear fine finish fire follow found free gain happen help hire host identify impose improve
increase injure inspire introduce invade invest investigate invite join kill kidnap lack land last launch learn
liberate like live look love lower marry measure miss move murder name need notice occur offer open oppose order
overtake own pass perform plan play plead pledge praise predict prepare present preside prevent produce promise propose
protect prove provide publish pull push quote raise reach react recall receive recommend record recover reduce refuse
regain reject release remain remove reopen replace report request require rescue resign resolve respond restore retire
return reveal rule save score seize sentence serve settle share sign slap sponsor start stay stop study succeed sue
suffer supply support surrender survive suspend talk target test threaten topple train treat try turn use vaccinate
visit vote wait want warn watch welcome work worry""".split()
)
# Words in -ed that are no verbs in the past tense.
NOT_PAST = frozenset(
    "red bed need speed feed seed breed bleed indeed hundred sacred naked exceed proceed united".split()
)
DOUBLED = frozenset("bdgklmnprt")  # a final consonant that a short verb doubles: stopped, banned
WITH_E = ("c", "g", "v", "s", "z", "u", "at", "ir", "ar", "ur", "id", "ad", "as", "os", "pl", "bl", "iz", "in")
"""Endings of stems that took a final e, unless the table of regular verbs knows better."""
