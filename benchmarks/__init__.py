"""How fast Flong is, measured and printed by `make bench`. Absolute times are read here and tested nowhere."""
