"""The site of a blog: its programs asked about and run, its pages opened."""
