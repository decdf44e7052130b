"""What `blog browse` needs of the command line: commands run inside, keys from the terminal."""
