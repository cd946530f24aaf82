"""Tables: CSV and TSV, as spreadsheets write them."""
