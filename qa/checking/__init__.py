"""Whether a text says what is claimed: a second network that looks at the best findings of the first one."""
