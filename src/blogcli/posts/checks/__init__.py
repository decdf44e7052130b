"""The checks of `blog check`, what they find, and the mends that are safe."""
