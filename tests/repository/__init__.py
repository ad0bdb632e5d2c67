"""Agreements that would rot in prose, held by looking at the files themselves."""
