"""Where posts live: the only room that touches a blog's files. It never prints, asks or exits."""
