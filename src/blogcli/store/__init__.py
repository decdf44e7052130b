"""All access to files: read and write a blog, its index, its history and its trash.

No other package touches a blog's files. Nothing here prints, asks or exits.
"""
