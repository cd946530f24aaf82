"""Words of which one denies the other: what was refused was not accepted."""

# Base forms of two sides; each word of one side denies each word of the other.
GROUPS = tuple(
    tuple(tuple(side.split()) for side in line.split(" | "))
    for line in """\
accept | reject refuse decline rebuff spurn
approve endorse adopt ratify pass | reject block veto defeat
allow permit let authorize | ban bar prohibit forbid block outlaw
legal lawful | illegal unlawful outlawed banned forbidden
reopen | close
win | lose
survive | die
alive | dead killed
agree | refuse decline
acquit clear exonerate | convict guilty
raise increase rise | cut lower fall decrease drop
stay | leave
retain | lose
continue | stop end
true | false untrue
safe | unsafe dangerous
release | imprison
compete play run stand race | withdraw boycott skip
sign | veto
eligible | ineligible barred
grant | deny refuse reject
include | exclude
succeed | fail
lift | extend""".splitlines()
)
PREFIXES = ("un", "il", "ir", "non")
"""Before any word: "unvaccinated", "illegal"."""
OF_QUALITIES = ("in", "im", "dis")
"""Before an adjective alone: "ineligible" denies "eligible", but "discovered" not "covered"."""
QUALITIES = frozenset(
    """\
legal lawful illegal unlawful safe unsafe dangerous true false alive dead guilty innocent eligible ineligible free open
closed available unavailable possible impossible necessary binding mandatory compulsory voluntary vaccinated hurt
injured married divorced pregnant valid invalid effective allowed able capable complete incomplete active""".split()
)
# What refuses a thing that was offered or asked for: "her resignation was refused".
REFUSED = frozenset("refused rejected declined denied blocked dismissed spurned".split())
