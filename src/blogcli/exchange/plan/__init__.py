"""The plan of an import: which files it makes of the posts of an export."""
