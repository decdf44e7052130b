"""Text of exports: encodings, cleaning, dates and source lines."""
