"""Findings that are persons: who did harm, who holds an office, who came next, whose relative one is."""
