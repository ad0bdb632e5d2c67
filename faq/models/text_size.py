"""How long a text may be, as a validator and as a database constraint that say the same."""

from django.core.validators import MaxLengthValidator
from django.db.models import CheckConstraint, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq.text.markdown import MAX_LENGTH

validate_size = MaxLengthValidator(MAX_LENGTH)


def within_size(field: str, name: str, length: int = MAX_LENGTH) -> CheckConstraint:
    """The constraint that a column is no longer than that.

    Args:
        field: the column.
        name: of the constraint.
        length: in characters; what rendering Markdown can bear unless it is given.
    """
    return CheckConstraint(
        condition=Q(LessThanOrEqual(Length(field), Value(length))),
        name=name,
        violation_error_message=format_lazy(_("Use at most {} characters."), length),
    )
