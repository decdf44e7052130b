"""Feeds out: one module per format, each with `written`, which gives a document piece by piece."""
