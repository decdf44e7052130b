"""A blog: found, opened, asked, and started."""
