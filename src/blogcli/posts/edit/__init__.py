"""Edits of posts on paper: fields, tags, new posts, publishing, new names."""
