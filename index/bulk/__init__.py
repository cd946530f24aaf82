"""Embedding many passages at once: here or on a cluster, straight into the catalogue or by way of files."""
