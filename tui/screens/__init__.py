"""Screens: the look and the keys of each place in the app."""
