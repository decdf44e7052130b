"""Charts: bars, sparklines and heat maps in a terminal, and as SVG."""
