"""Other systems' formats, in and out: streams in, values out.

It knows nothing of a blog's files, has no clock, never prints and never reaches for the network.
The libraries it needs are the `import` extra of the package and are loaded inside functions.
"""
