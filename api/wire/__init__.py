"""The shapes that go over HTTP, and the way to and from our values."""
