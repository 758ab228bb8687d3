"""Values with places to the fields of an `Article`."""
