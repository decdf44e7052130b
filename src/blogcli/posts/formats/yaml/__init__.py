"""YAML front matter: read, and edited value by value."""
