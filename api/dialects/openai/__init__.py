"""OpenAI's dialects, chat completions and responses, and Open WebUI's events within them."""
