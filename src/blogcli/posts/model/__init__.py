"""What a post is made of: values, fields, paths, documents, summaries, comments."""
