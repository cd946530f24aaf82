"""What operators see of a server: metrics, the log of requests, and traces."""
