"""What the pages cost, beside a view that does nothing: `make bench-pages`."""
