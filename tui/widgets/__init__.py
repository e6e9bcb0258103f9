"""Widgets: they take values and post typed messages; they know no store, no desk, no app."""
