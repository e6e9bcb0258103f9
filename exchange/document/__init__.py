"""A document without a format, and the writers of each format."""
