"""Posts and words counted: by time, tag and status, and how regularly they came."""
