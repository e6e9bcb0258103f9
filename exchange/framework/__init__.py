"""Requirement frameworks of governance programs, read as forms: a tree of nodes, some of which are to be assessed."""
