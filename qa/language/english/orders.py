"""How a text speaks to a language model that reads it: what it then says is an order and no report."""

import re

_SAY = (
    r"(?:answer|say|reply|respond|write|output|repeat|print|tell|report|claim|state|confirm|declare|translate|cite|add"
    r"|include|mention|insist|pretend)"
)
_MODEL = r"(?:language model|LLM|AI(?: (?:model|assistant|system|agent))?|chat ?bot|assistant|model|system)"
ORDER = re.compile(
    # Markers of chat templates, and lines as a conversation has them.
    r"<\|?/?\s*(?:im_\w+|system|user|assistant|passages?|context|documents?|s)\b|\[/?INST\]|<</?SYS>>|\|>"
    r"|#{2,}\s*(?:instruction|system|task|response|new)"
    r"|(?:^|[\n.!?{,]\s*)[\"']?(?:system|assistant|developer|user|instructions?|new task|role|prompt|answer|response"
    r"|note to (?:the )?(?:AI|LLM|assistant|model|system))[\"']?\s*:"
    # What sets aside the rules that it was given.
    r"|\b(?:ignore|disregard|forget|override|bypass|do not follow|stop following)\b[^.!?]{0,60}"
    r"\b(?:instructions?|rules|prompts?|passages?|guidelines|directions|above|previous|earlier)\b"
    r"|\byour (?:new |real |actual )?(?:instructions?|rules|task|prompt)\b|\bnew (?:instructions?|rules|task):"
    r"|\b(?:passages?|sources?|documents?|articles?|context) above (?:is|are)\b|\bto be written as\b"
    # Whom it speaks to, and what is to be said.
    rf"|\byou are (?:now )?an? (?:\w+ )?{_MODEL}\b|\bas an? (?:AI|LLM|language model)\b|\bdear {_MODEL}\b"
    rf"|\byou (?:must|should|shall|are to|need to)\b(?: \w+){{0,2}} {_SAY}\b"
    r"|\b(?:asks?|asked|tells?|told|orders?|ordered|instructs?|instructed|wants?|requires?) "
    rf"(?:you|the {_MODEL}|all {_MODEL}s?) to {_SAY}\b"
    r"|\brepeat after me\b|\btell the user\b|\bthe user (?:wants|asks|must|should|needs)\b|\bfrom now on\b[^.!?]{0,20}"
    rf"\b{_SAY}\b"
    r"|\b(?:your|any|every|correct|right) (?:answer|reply|response|output|summary)\b[^.!?]{0,30}"
    r"(?:\b(?:must|should|has to|is to|to say|with|is that)\b|:)|\bfor (?:the|any|your) (?:answer|summary) to\b"
    rf"|\bwhen(?:ever)? (?:you are )?asked\b[^.!?]{{0,60}}, {_SAY}\b"
    r"|(?:^|[.!?:]\s+)(?:please |now |always |only )*(?:say|write|repeat|output|print|reply|respond|translate|cite|tell"
    r"|begin|pretend)\b(?: \w+){0,2} "
    r"(?:that|with|after me|only|exactly|your|every key|to English|nothing else)\b",
    re.IGNORECASE,
)
TRIGGERS = frozenset(
    """\
<| [inst [/inst system user assistant developer instructions instruction task prompt prompts role ignore disregard
forget override bypass follow following passages passage sources documents articles context llm ai chatbot model answer
say reply respond write output repeat print tell report claim state confirm declare translate cite add include mention
insist pretend response summary written begin""".split()
)
"""Words in small letters of which every order has one."""
