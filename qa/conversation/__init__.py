"""Conversations: follow-ups become whole questions, and greetings get a reply."""
