"""Posts as values: parsing, editing and checking them in memory.

Nothing here touches the disk, the terminal or the clock; times and file contents are passed in.
"""
