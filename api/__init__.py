"""The outside: HTTP, the command line, the pages."""
