"""The history of a blog: commands made, undone and recovered, and the trash."""
