"""Posts read: a file's summary, its front matter, its record."""
