"""Questions as tables."""
