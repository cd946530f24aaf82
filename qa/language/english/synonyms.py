"""Verbs of one meaning in news, in the past tense: which of them an article has is chance."""

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
banned, barred, outlawed""".splitlines()
)
OF_WORD = {word: group - {word} for group in GROUPS for word in group}
