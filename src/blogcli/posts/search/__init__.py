"""Full text search on paper: tokens, ranks, snippets and requests."""
