"""How generators lay out a blog, and which of them a folder is."""
