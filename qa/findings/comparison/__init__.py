"""Whether two findings say the same: about one thing, of one meaning, in independent sources."""
