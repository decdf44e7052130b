"""TOML front matter: read, and edited value by value."""
