"""A claim in words: the line that a reader sees."""
