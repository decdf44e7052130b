"""Plain front matter read without a parser; what is not plain is left to it."""
