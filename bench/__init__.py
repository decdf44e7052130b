"""The benchmark: the time of each command relative to bare Python. Not part of the package."""
