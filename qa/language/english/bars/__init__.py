"""Words by which answers are barred."""
