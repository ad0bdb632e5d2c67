"""The form of a question, which does not overwrite changes that somebody else saved meanwhile."""

from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext

from faq.admin.forms import CleanedData, QuestionSelect, UnclaimedSlugForm
from faq.models import Question
from faq.publishing import ContentSnapshot, fingerprint, snapshot_of
from faq.publishing.diff import Difference, differences
from faq.publishing.urls.redirects import find_address_owner

_SALT = "faq.admin.opened"


class QuestionForm(UnclaimedSlugForm[Question]):
    """Rejects a submission if the stored question changed after the form was opened.

    Attributes:
        theirs: the changes that somebody else saved, if there are any.
    """

    # A signed snapshot of the question, with its steps, as it was when the form was opened.
    opened = forms.CharField(label="", widget=forms.HiddenInput, required=False)

    theirs: list[Difference] = []

    class Meta:
        widgets = {"replaced_by": QuestionSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: the arguments of Django's ModelForm, passed on unchanged.
        super().__init__(*args, **kwargs)
        if field := self.fields.get("replaced_by"):
            # The widget is wrapped in one with links to the chosen question.
            field.widget.widget.excluded = self.instance.pk

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        if field_name == "opened" and self.instance.pk and not self.is_bound:
            return _signed(snapshot_of(self.instance))
        return super().get_initial_for_field(field, field_name)

    def validate_slug(self) -> None:
        """Reject the slug of another question.

        Django does not check the constraint, because its condition names a field that the form lacks.
        """
        super().validate_slug()
        if find_address_owner(self.instance):
            raise ValidationError({"slug": gettext("Another question has this address.")})

    def clean(self) -> CleanedData | None:
        """Reject a text that is based on an older version than the stored one."""
        cleaned = super().clean()
        if not self.instance.pk:
            return cleaned
        stored = snapshot_of(self.instance)
        opened = _verified(self.data.get("opened", ""))
        if opened is None or fingerprint(opened) != fingerprint(stored):
            self.theirs = differences(opened, stored) if opened else []
            # The next submission is based on the text that the editor has now seen.
            data = cast(QueryDict, self.data).copy()
            data["opened"] = _signed(stored)
            self.data = data
            raise ValidationError(
                gettext(
                    "Somebody else saved this question after you opened it. Your text is still here but is "
                    "not saved. Save again to replace the stored text with yours."
                ),
                code="changed_meanwhile",
            )
        return cleaned


def _signed(content: ContentSnapshot) -> str:
    return signing.dumps(content, salt=_SALT, compress=True)


def _verified(text: str) -> ContentSnapshot | None:
    try:
        return signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
