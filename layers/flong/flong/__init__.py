"""Flong casts one uploaded article in every format it is read in."""

import gc

# What an import makes is there to stay; by default Python would search it for garbage hundreds of times at a cold start.
gc.set_threshold(50_000, 20, 50)
