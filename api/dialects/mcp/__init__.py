"""The Model Context Protocol: its server, the tools, and how their results are shown."""
