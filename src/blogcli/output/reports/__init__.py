"""What commands tell: findings, history, tags, settings, search results, imports."""
