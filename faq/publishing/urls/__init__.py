"""Addresses of questions: slugs, redirects from old addresses, and links in texts that follow them."""
