"""Words by which findings are made and ordered."""
