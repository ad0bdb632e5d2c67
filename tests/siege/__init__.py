"""Attacks a running site of its own and measures its readers meanwhile: `make siege`."""
