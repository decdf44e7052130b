"""One module per command, each with a click command named `command`: fetch, edit, plan, write."""
