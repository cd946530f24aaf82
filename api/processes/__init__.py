"""Background work: the worker process and its supervisor, the history thread, draining, isolated calls."""
