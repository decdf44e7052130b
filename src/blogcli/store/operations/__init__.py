"""Posts published, renamed, moved and removed: the changes that does."""
