"""Import from and export to the formats of other systems.

Readers turn streams into values. The package does not access the blog's files, the clock, stdout
or the network. Its third-party libraries (the `import` extra) are imported inside functions.
"""
