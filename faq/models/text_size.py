"""How long a Markdown field may be, as a validator and as a database constraint that say the same."""

from django.core.validators import MaxLengthValidator
from django.db.models import CheckConstraint, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from faq.text.markdown import MAX_LENGTH

validate_size = MaxLengthValidator(MAX_LENGTH)


def within_size(field: str, name: str) -> CheckConstraint:
    """The constraint that a Markdown column is no longer than rendering can bear.

    Args:
        field: the column.
        name: of the constraint.
    """
    return CheckConstraint(
        condition=Q(LessThanOrEqual(Length(field), Value(MAX_LENGTH))),
        name=name,
        violation_error_message=f"Use at most {MAX_LENGTH} characters.",
    )
