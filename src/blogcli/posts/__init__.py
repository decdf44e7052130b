"""What a post is: text and values in, text and values out.

Nothing here touches the disk, the terminal or the clock; times and file contents are passed in.
"""
