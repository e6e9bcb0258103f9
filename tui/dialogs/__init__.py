"""Dialogs: one question each, with a typed answer."""
