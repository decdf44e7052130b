"""Completion in the shell: its script, and the candidates."""
