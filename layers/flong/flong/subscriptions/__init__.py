"""Signing up, choosing and leaving, over HTTP."""
