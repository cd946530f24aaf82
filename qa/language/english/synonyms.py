"""Words of one meaning in news, of which it is chance which an article has; any of a line may stand for any other."""

GROUPS = tuple(
    frozenset(line.split(", "))
    for line in """\
freed, liberated, recaptured, retook
bought, acquired, purchased
fired, sacked, dismissed
beat, defeated
founded, established
replaced, succeeded
chose, picked, selected
quit, resigned
crashed, collapsed
built, constructed
banned, barred, outlawed
compare, compared, liken, likened
tourists, visitors, holidaymakers
tourist, visitor, holidaymaker
kids, children
kid, child
parents, mum and dad, mom and dad, mother and father
film, movie
films, movies
petrol, gasoline""".splitlines()
)
OF_WORD = {word: group - {word} for group in GROUPS for word in group}
ENDINGS = ("ed", "es", "ing", "e", "s")
"""Of words whose other forms begin alike without them: "liberation", "liberated"."""
