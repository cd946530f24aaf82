"""What web pages put around their text: photo credits, captions, bylines, datelines, links to other articles."""

import re

_AGENCY = (
    r"(?:AFP|Alamy|Anadolu(?: Agency)?|AP|Bloomberg|CNN|EPA(?:-EFE)?|Getty(?: Images)?|NurPhoto|PA|Redux"
    r"|R(?:euters|EUTERS)"
    r"|Shutterstock|Sipa(?: USA)?|TASS|USA T(?:oday|ODAY)(?: Sports)?|Xinhua|ZUMA|Kyodo(?: News)?|Pool|Imagn)"
)
CREDIT = re.compile(
    rf"(?:[A-ZÀ-Þ][\w’'.-]*[ ,]+(?:and )?){{0,6}}(?:[A-ZÀ-Þ][\w’'.-]*)?/(?:{_AGENCY}|[A-Z][\w ]{{1,20}}/{_AGENCY})"
    rf"(?:/{_AGENCY})*|\(Photo:?[^)]*\)|\bvia {_AGENCY}"
)
CAPTION = re.compile(
    r"\bIn pictures:[^.]*? Prev Next\b"
    r"|\bHide Caption(?: \d+ of \d+)?(?: Photos)?\b|\bPrev Next\b|\bIn pictures:"
    r"|\b\d+ of \d+ Photos\b"
)
DATELINE = re.compile(
    r"^\s*(?:[A-ZÀ-Þ][\w.,’' -]{0,40}?)?\(?(?:CNN|AP|AFP|Reuters)(?: Business| Politics"
    r"| Sport)?\)?\s*(?:[–—-]{1,2}|\)|$)"
    r"|^\s*[A-Z][A-Z .,’'-]{2,30}(?:,[^–—]{0,40})? [–—] "
)
BYLINE = re.compile(
    r"^\s*(?:By|Written by|Reporting by|Story by) [A-ZÀ-Þ]|\bcontributed to this (?:report|story|article)\b"
    r"|^\s*Contributing:"
    r"|^\s*(?:Analysis|Opinion|Perspective) by\b|\bFollow (?:her|him|them) on Twitter\b"
)
# "New leader named:Ada Lorn takes office": the words of a link, run together with its label.
LINK = re.compile(r"^[^:]{8,}[a-z\d’']:(?=[A-Z‘“\"'])")
INVITES = re.compile(
    r"\b(?:Sign up here|sign up for (?:our|the|CNN)|subscribe to|our newsletter|Read more|Click here"
    r"|More coverage|What we know:|Stay up to date"
    r"|see updates from|latest coverage of|Follow along)\b|^\s*(?:►|Related:|More:|READ MORE)",
    re.IGNORECASE,
)
# "— Ada Lorn (@adalorn) July 8, 2022": who wrote a post and when.
SIGNATURE = re.compile(r"[–—-]\s*[^()]{2,40}\(@\w+\)(?:\s+[A-Z][a-z]+\.? \d{1,2},? \d{4})?")
LIST_NUMBER = re.compile(r"^\s*#?\d{1,3}[.)](?:\s|$)")
# Who writes a letter to readers: a waving hand before a name, "I’m Ada Lorn, and this is".
_WRITER = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,2}"
_GREETING = r"^[^\w“\"]*(?:[^.!?“\"]{0,40}[,!.] )?"
INTRODUCES = re.compile(
    r"^[^\w“\"]*\N{WAVING HAND SIGN}"
    rf"|{_GREETING}(?:[Ii][’']m|I am|[Ii]t[’']s|[Tt]his is) {_WRITER}(?: here\b|,? and (?:this is|here)\b"
    r"|,? (?:with|bringing) (?:you|your|the)\b|,? your (?:host|guide)\b)"
    rf"|{_GREETING}{_WRITER} here\b"
)
