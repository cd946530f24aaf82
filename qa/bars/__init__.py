"""What bars a span of an article from being an answer, whatever a reader thinks of it; each bar has its reason."""
