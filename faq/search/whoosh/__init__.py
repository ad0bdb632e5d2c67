"""Everything that imports Whoosh or Haystack: the schema, the reader, the writer, the Haystack backend."""
