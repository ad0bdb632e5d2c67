"""All that knows Whoosh and Haystack: the schema, reading, writing, and the Haystack backend."""
