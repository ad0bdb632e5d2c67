"""Running the site: health, HTTP caching, rate limits, link checks."""
