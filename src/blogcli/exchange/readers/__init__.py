"""Readers: one module per export format; its `read(file, options)` yields the values."""
