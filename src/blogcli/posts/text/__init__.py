"""Text alone, which knows nothing of posts: dates, slugs, words, code, URLs."""
