"""The HTTP calls, one subject a module."""
