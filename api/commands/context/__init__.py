"""What commands work on: the settings of their flags, the library, a running server."""
