"""The main job, shown: articles go in, and what comes out is printed and written to a folder."""
