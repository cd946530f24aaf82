"""From articles to passages: cutting, embedding, fingerprints of copies."""
