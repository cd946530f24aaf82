"""A second engine: vectors on a Milvus server, words on this machine."""
