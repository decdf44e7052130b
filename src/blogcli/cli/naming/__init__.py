"""Names of commands: the user's own aliases, and what other tools call things."""
