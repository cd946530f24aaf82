"""Processes and threads beside the server: the worker, what it needs, what runs alone."""
