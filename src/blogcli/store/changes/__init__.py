"""Changes of files as values, patches and plans."""
