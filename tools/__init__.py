"""Programs that measure the project; no part of the installed package."""
