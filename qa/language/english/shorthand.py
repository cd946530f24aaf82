"""Words as they are typed in haste, and what they are short for; none is a word or the part of a name otherwise."""

SHORT = {"ppl": "people", "pple": "people", "govt": "government", "b4": "before", "plz": "please", "pls": "please"}
FIRST = {"wat": "what", "wot": "what", "whats": "what's", "whos": "who's", "wheres": "where's", "y": "why",
         "whn": "when", "wen": "when", "wher": "where", "hwo": "how", "wich": "which", "whcih": "which", "waht": "what",
         "whta": "what", "hwat": "what", "woh": "who", "hwy": "why"}  # fmt: skip
"""Short words that are read so only where a question begins with them."""
