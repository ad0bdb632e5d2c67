"""Signals for changes that Django's own signals do not report. Both are sent inside the transaction."""

from django.dispatch import Signal

# Rows were updated many at once, or taken from a question. Arguments: question_ids, a list of primary keys.
questions_changed = Signal()

# A question or topic is about to be saved with another slug. Arguments: instance, and stored, the row as the
# database still has it.
slug_changed = Signal()
