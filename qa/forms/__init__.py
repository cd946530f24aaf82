"""Answers that are no single span: yes or no, definitions, summaries, somebody's words, and questions of two parts."""
