"""Links in bodies: found, resolved, and written anew."""
