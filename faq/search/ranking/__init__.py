"""From what a query means to an order of documents: weights, scores, proximity, passages."""
