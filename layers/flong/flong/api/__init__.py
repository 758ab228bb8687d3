"""The read API: what a request may ask, what is answered, and in which words."""
