"""The form of a question: it saves over nobody's newer text unawares."""

from typing import cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext

from faq.admin.forms import CleanedData, UnclaimedSlugForm
from faq.models import Question
from faq.publishing import ContentSnapshot, fingerprint, snapshot_of
from faq.publishing.diff import Difference, differences
from faq.publishing.urls.redirects import find_owner

_SALT = "faq.admin.opened"


class QuestionForm(UnclaimedSlugForm[Question]):
    """
    Attributes:
        theirs: what somebody else changed since the form was opened, if that is why it was refused.
    """

    # What was stored when the form was opened, all of it, steps too.
    opened = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    theirs: list[Difference] = []

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        if field_name == "opened" and self.instance.pk and not self.is_bound:
            return _sealed(snapshot_of(self.instance))
        return super().get_initial_for_field(field, field_name)

    def validate_slug(self) -> None:
        """Refuse one that another question has: Django checks no constraint with columns of no form."""
        super().validate_slug()
        if find_owner(self.instance):
            raise ValidationError({"slug": gettext("Another question has this address.")})

    def clean(self) -> CleanedData | None:
        """Refuse what was written on top of a text that is not there any more."""
        cleaned = super().clean()
        if not self.instance.pk:
            return cleaned
        stored = snapshot_of(self.instance)
        opened = _unsealed(self.data.get("opened", ""))
        if opened is None or fingerprint(opened) != fingerprint(stored):
            self.theirs = differences(opened, stored) if opened else []
            # Whoever has read what is different and saves again means it.
            again = cast(QueryDict, self.data).copy()
            again["opened"] = _sealed(stored)
            self.data = again
            raise ValidationError(
                gettext(
                    "Somebody else saved this question after you opened it. Your text is still here but is "
                    "not saved. Save again to replace the stored text with yours."
                ),
                code="changed_meanwhile",
            )
        return cleaned


def _sealed(content: ContentSnapshot) -> str:
    return signing.dumps(content, salt=_SALT, compress=True)


def _unsealed(text: str) -> ContentSnapshot | None:
    try:
        return signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
