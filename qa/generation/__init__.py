"""Answers in the words of a language model on a server: each sentence is verified before it is sent."""
