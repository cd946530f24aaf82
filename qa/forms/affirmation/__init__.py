"""Questions for yes or no: what they ask, and whether a sentence or the checker affirms or denies it."""
