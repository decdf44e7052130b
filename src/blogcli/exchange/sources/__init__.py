"""Files, folders, zips and streams that hold an export, opened and told apart."""
