"""JSON for other programs: read only, and the same answers as the pages give."""
