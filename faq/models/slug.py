"""What an address may be made of, as a validator and as a database constraint that say the same."""

from django.core.validators import RegexValidator
from django.db.models import CharField, CheckConstraint, F, Func, Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 80

validate_slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Use lower-case letters, digits and single hyphens between them, like end-contract."),
    code="slug",
)


def well_formed(name: str) -> CheckConstraint:
    """The constraint that the column `slug` matches validate_slug.

    Written without a regular expression: SQLite has none of its own, and a check that only works
    inside Django would break every other tool that opens the file.

    Args:
        name: of the constraint.
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
