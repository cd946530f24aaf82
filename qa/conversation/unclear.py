"""What is said of a message that leaves open what it asks about."""

UNKNOWN = "I cannot tell "
"""How each such sentence begins."""

ASK_WHOLE = "Please ask the whole question."

OWN_WORDS = f"{UNKNOWN}whom means what asks about I have no answer to Please give the name ask the whole question"
"""The words of such a sentence besides those that it quotes."""
