"""What commands print: answers, tables of figures, JSON."""
