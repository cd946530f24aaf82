"""Finding passages again: the engine, its lexical and its dense index."""
