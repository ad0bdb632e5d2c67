"""From what a visitor types to what it may mean: parsing, spelling, synonyms."""
