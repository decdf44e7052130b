"""The settings: their table, their files, and edits of them."""
