"""Clippings: articles that a person copied from a newspaper, a page or a mail, as plain text."""
