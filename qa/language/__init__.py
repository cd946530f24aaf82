"""English: names, amounts, times, roles and sources in texts, by the tables in `english`."""
