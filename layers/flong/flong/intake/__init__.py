"""Bytes to an `Article`, or the reasons why not."""
