"""Development tools: measurements, tests and generated docs. Not part of the package."""
