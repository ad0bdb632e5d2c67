"""Synonym: words that mean the same, or that should also find other words."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.models.content_version import VersionedQuerySet
from faq.models.mixins import AtomicSave
from faq.text.cleaning import one_line
from faq.text.words import unsplit_words

MAX_LENGTH = 300
MAX_MEMBERS = 12
MAX_WORDS = 3
NEEDS_SYNONYM = _("A word needs a synonym. Add another word, or fill in what it should also find.")


def members(text: str) -> list[str]:
    """Return the words and phrases of a comma-separated line."""
    return [member for member in map(one_line, text.split(",")) if member]


def validate_members(text: str) -> None:
    """Reject a line with a word or phrase that search cannot use.

    Raises:
        ValidationError: with a message for each word or phrase that cannot be used.
    """
    problems = []
    for member in members(text):
        count = len(unsplit_words(member))
        if count == 0:
            problems.append(gettext("“{}” has no letters or digits to search for.").format(member))
        elif count > MAX_WORDS:
            message = gettext("“%(member)s” has %(count)d words; use at most %(most)d.")
            problems.append(message % {"member": member, "count": count, "most": MAX_WORDS})
    if len(members(text)) > MAX_MEMBERS:
        message = gettext(
            "You gave %(count)d; use at most %(most)d. Each one weakens the others, so keep the most common."
        )
        problems.append(message % {"count": len(members(text)), "most": MAX_MEMBERS})
    if problems:
        raise ValidationError(problems)


class MembersField(models.CharField[str, str]):
    """Words and phrases, stored as "one, two, three" whatever the spaces and commas that were typed."""

    default_validators = [validate_members]

    def to_python(self, value: object) -> object:
        return _normalised(super().to_python(value))

    def get_prep_value(self, value: object) -> object:
        return _normalised(super().get_prep_value(value))


def _normalised(value: object) -> object:
    return ", ".join(members(value)) if isinstance(value, str) else value


class SynonymQuerySet(VersionedQuerySet["Synonym"]):
    def get_by_natural_key(self, words: str) -> "Synonym":
        return self.get(words=words)


def _commas_in(field: str) -> Func:
    count = "LENGTH(%(expressions)s) - LENGTH(REPLACE(%(expressions)s, ',', ''))"
    return Func(F(field), template=count, output_field=IntegerField())


class _DatabaseConstraint(models.CheckConstraint):
    """A condition that only the database can evaluate: its SQL names a value more than once.

    The validators of the fields tell people. Migrations see a CheckConstraint.
    """

    def validate(self, *args: object, **kwargs: object) -> None:
        """Leave the check to the database."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        # Any: as in Django.
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


class Synonym(AtomicSave):
    """Words with the same meaning, or words that also find those in `means`. Synonyms are not chained."""

    words = MembersField(
        _("words"),
        max_length=MAX_LENGTH,
        help_text=_(
            "What readers type: words or phrases of up to three words, with commas between "
            "them. “invoice, bill, receipt”"
        ),
    )
    means = MembersField(
        _("also find"),
        max_length=MAX_LENGTH,
        blank=True,
        help_text=_(
            "Leave empty if the words above all mean the same. Fill it in if those words should "
            "find these too, but not the other way round: “scam” also finds “report, fraud”."
        ),
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                fields=["words"],
                name="synonym_words_unique",
                violation_error_message=_("These words already have an entry. Change that one."),
            ),
            models.CheckConstraint(condition=~Q(words=""), name="synonym_has_words"),
            models.CheckConstraint(
                condition=~Q(means="") | Q(words__contains=","),
                name="synonym_has_others",
                violation_error_message=NEEDS_SYNONYM,
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("words"), Value(MAX_LENGTH)))
                & Q(LessThanOrEqual(Length("means"), Value(MAX_LENGTH))),
                name="synonym_within_size",
                violation_error_message=format_lazy(_("Use at most {} characters."), MAX_LENGTH),
            ),
            _DatabaseConstraint(
                condition=Q(LessThanOrEqual(_commas_in("words"), Value(MAX_MEMBERS - 1)))
                & Q(LessThanOrEqual(_commas_in("means"), Value(MAX_MEMBERS - 1))),
                name="synonym_members_at_most",
                violation_error_message=format_lazy(
                    _("Use at most {} words or phrases on a side."), MAX_MEMBERS
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.means}" if self.means else self.words

    def natural_key(self) -> tuple[str]:
        return (self.words,)
