"""Corrections that are decided one by one, in a browser or in a terminal, written so that the rest of a file stays."""
