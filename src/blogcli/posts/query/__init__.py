"""The query language: read, evaluated, sorted by, and names of single posts."""
