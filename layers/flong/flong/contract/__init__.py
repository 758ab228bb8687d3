"""What others may build on: the public events and the document of an article, as models. Imports nothing of Flong."""
