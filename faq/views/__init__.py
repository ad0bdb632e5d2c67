"""Pages: a request in, a response out."""
