"""Lists of posts, in every format."""
