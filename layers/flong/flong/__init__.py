"""Flong casts one uploaded article in every format it is read in."""
