"""Convert HTML to Markdown, and compare both to find losses."""
