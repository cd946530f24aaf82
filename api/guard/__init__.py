"""Who may ask for what, how much and how fast: hosts, origins, bodies, the queue."""
