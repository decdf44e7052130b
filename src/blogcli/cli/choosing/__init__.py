"""Choosing posts: the words that begin with @, the picker, and what a query may have meant."""
