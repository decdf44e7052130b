"""Feed writers: one module per format; its `written` yields the document in pieces."""
