"""The index: what was read of the posts, kept in step with the files."""
