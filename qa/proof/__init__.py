"""Proof: sentences to quote, citations of them, and their verification, before an answer is sent and later."""
