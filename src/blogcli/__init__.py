"""A command-line manager for blogs kept as front-matter Markdown files.

Rooms, left may import right, never back: cli > output | store > posts > errors.
"""

__version__ = "0.1.0"
