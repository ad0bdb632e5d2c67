"""Parses and expands queries: analysis, spelling, synonyms."""
