"""Values as text, for eyes and for scripts: the only room that knows Rich.

It never reads the disk.
"""
