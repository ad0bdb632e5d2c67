"""The signal for changes that no row's own signal tells of: updates of many rows at once."""

from django.dispatch import Signal

# Sent inside the transaction with question_ids, a list of primary keys.
questions_changed = Signal()
