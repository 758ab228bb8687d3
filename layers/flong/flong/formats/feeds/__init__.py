"""The feeds of the site, of a tag and of a category, as Atom, RSS and JSON Feed."""
