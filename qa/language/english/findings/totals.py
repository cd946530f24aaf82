"""Words that call a sum a whole, in a question and beside a number."""

import re

ASKED = re.compile(r"\b(?:in total|total|altogether|in all|all told|overall|combined)\b", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:total(?:s|ed|ing|ling|led)?|altogether|in all|all told|combined|sum|bring(?:s|ing)? the total)"
    r"(?: [a-z]+){0,3}? (?:of |to |at |about |just |under |over |nearly |more |than |almost )*$",
    re.IGNORECASE,
)
BEHIND = re.compile(r"^(?: [a-z]+){0,3}? (?:in total|total|altogether|in all|all told|combined)\b", re.IGNORECASE)
