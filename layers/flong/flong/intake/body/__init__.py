"""Markdown to the safe, small HTML that every variant is made from, and what is wrong with it."""
