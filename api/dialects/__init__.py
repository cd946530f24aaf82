"""The formats of chat clients: how each sends a conversation, and how each shows an answer with its citations."""
