"""Archives: files that hold many pages or files, read one after the other."""
