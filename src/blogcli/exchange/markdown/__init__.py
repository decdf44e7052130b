"""HTML to Markdown, and the proof that nothing was lost on the way."""
