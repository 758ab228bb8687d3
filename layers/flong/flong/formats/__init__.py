"""Article → variants: one module a format, one registry."""
