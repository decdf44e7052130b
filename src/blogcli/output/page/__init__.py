"""One post as a page for reading."""
