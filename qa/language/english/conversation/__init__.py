"""Words of follow-ups, small talk and suggestions."""
