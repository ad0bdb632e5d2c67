"""Rules for slugs and text sizes, each as a validator and as an equal database constraint."""

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db.models import CharField, CheckConstraint, F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq.text.markdown import MAX_LENGTH

SLUG_LENGTH = 80

validate_slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Use lower-case letters, digits and single hyphens between them, like end-contract."),
    code="slug",
)


def well_formed(name: str) -> CheckConstraint:
    """Return a constraint that the column `slug` matches validate_slug.

    It uses no regular expression, because SQLite has none outside of Django, and other tools that open
    the database could not write to it.

    Args:
        name: the name of the constraint.
    """
    only_allowed = Exact(
        Func(
            F("slug"),
            Value("abcdefghijklmnopqrstuvwxyz0123456789-"),
            function="LTRIM",
            output_field=CharField(),
        ),
        Value(""),
    )
    hyphens_between = ~(
        Q(slug="") | Q(slug__startswith="-") | Q(slug__endswith="-") | Q(slug__contains="--")
    )
    return CheckConstraint(
        condition=Q(only_allowed) & hyphens_between,
        name=name,
        violation_error_message=validate_slug.message,
    )


validate_size = MaxLengthValidator(MAX_LENGTH)


def within_size(field: str, name: str, length: int = MAX_LENGTH) -> CheckConstraint:
    """Return a constraint on the length of a column.

    Args:
        field: the name of the column.
        name: the name of the constraint.
        length: the maximum in characters; by default that of Markdown texts.
    """
    return CheckConstraint(
        condition=Q(LessThanOrEqual(Length(field), Value(length))),
        name=name,
        violation_error_message=format_lazy(_("Use at most {} characters."), length),
    )
