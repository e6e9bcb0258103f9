"""The example municipality: everything in it is invented, and made anew from a seed and a date."""
