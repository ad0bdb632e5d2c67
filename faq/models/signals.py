"""Signals for what Django's own signals do not report. All but the last are sent inside the transaction."""

from django.dispatch import Signal

# Rows were updated many at once, or taken from a question. Arguments: question_ids, a list of primary keys.
questions_changed = Signal()

# A question or topic is about to be saved with another slug. Arguments: instance, and stored, the row as the
# database still has it.
slug_changed = Signal()

# The text of questions is about to change in the database. Arguments: question_ids, the primary keys of
# stored questions; question, the row that is about to be saved, if that is a question, else None; and
# is_addition, whether nothing is replaced or deleted.
text_changing = Signal()

# Rows were added or updated many at once. Arguments: before, the rows as they were, and after, as they are.
rows_changed = Signal()

# The time of scheduled publications has come. Argument: now.
publications_due = Signal()
