"""Pure functions on text: they know no model, no setting and no request."""
