"""Words of questions that no single span answers."""
