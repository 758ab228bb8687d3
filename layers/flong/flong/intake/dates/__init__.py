"""Dates as people write them: the unambiguous are read, the rest is refused with a suggestion."""
