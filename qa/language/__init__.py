"""What is known of English: names, amounts, times, roles."""
