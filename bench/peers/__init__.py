"""Dateline beside other libraries for search: the same passages and questions, each in a process of its own."""
