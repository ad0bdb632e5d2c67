"""Addresses: slugs, redirects from former addresses, and links in texts."""
