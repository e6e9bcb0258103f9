"""Workbooks from outside, read so that nothing in them can hurt; and our own, written as plain text cells."""
