"""What protects the server: checks of hosts, origins and bodies, limits on size, time and load."""
