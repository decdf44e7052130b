"""Files and folders: read, written in one step, locked and synced."""
