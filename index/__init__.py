"""What was published, and finding it again. Knows nothing of questions."""
