"""Full text search of a blog, in a file of its own."""
