"""The commands of `dateline`, one subject a module. Whatever is slow to import is imported when a command runs."""
