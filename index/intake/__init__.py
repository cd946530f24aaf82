"""Intake: records are accepted, stored, or set aside; articles are retracted."""
