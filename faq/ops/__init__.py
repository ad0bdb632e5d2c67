"""Running the site: whether it is well."""
