"""The screen of `blog browse`, in Textual: the list, the reader, and the keys that run commands."""
