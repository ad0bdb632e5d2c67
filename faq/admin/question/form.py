"""The form of a question, which waits for a choice between two texts that were saved meanwhile."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import CleanedData, QuestionSelect, UnclaimedSlugForm
from faq.admin.question.conflicts import ShownConflict, shown_conflicts
from faq.admin.question.opened import read_conflicts, read_opened, sign_opened
from faq.models import Question
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing import fingerprint, snapshot_of
from faq.publishing.urls.redirects import find_address_owner

# The fields that nobody sees.
HIDDEN = ("opened", "conflicts", "form_key")


class _FieldBesideText(forms.CharField):
    def has_changed(self, initial: object, data: object) -> bool:
        """Return False: whatever it says is no change of the question."""
        return False


class _TechnicalField(_FieldBesideText):
    def __init__(self) -> None:
        super().__init__(label="", widget=forms.HiddenInput, required=False)


class QuestionForm(UnclaimedSlugForm[Question]):
    """Rejects a submission while somebody has to choose between two texts.

    Attributes:
        choices: what two people changed, each in another way.
        other_name: who saved the other text.
    """

    # A signed snapshot of the question, with its steps, as it was when the form was opened.
    opened = _TechnicalField()

    # Signed conflicts, which the radio buttons of the next submission decide.
    conflicts = _TechnicalField()

    choices: list[ShownConflict] = []
    other_name = ""
    # Identifies this open form, so that two forms of one person are kept apart until they are saved.
    form_key = _TechnicalField()

    # Posted when the form is saved, with any of its buttons.
    comment = _FieldBesideText(
        label=_("Comment"),
        help_text=_("For everyone who works on this text. It is posted when you save."),
        max_length=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        widgets = {
            "replaced_by": QuestionSelect,
            # One line would hide two thirds of a long one. The fields grow with their text.
            "title": AdminTextareaWidget(attrs={"rows": 1, "data-line": ""}),
            "summary": AdminTextareaWidget(attrs={"rows": 2, "data-line": ""}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: the arguments of Django's ModelForm, passed on unchanged.
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and (title := self.fields.get("title")):
            title.widget.attrs["autofocus"] = True
        if field := self.fields.get("replaced_by"):
            # The widget is wrapped in one with links to the chosen question.
            field.widget.widget.excluded = self.instance.pk

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        if field_name == "opened" and self.instance.pk and not self.is_bound:
            return sign_opened(self.instance)
        if field_name == "form_key":
            return uuid4().hex
        return super().get_initial_for_field(field, field_name)

    def clean_title(self) -> str:
        """Return the title as one line: its field has several, so that it can be seen whole."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_summary(self) -> str:
        """Return the summary as one line."""
        return " ".join(self.cleaned_data["summary"].split())

    def validate_slug(self) -> None:
        """Reject the slug of another question.

        Django does not check the constraint, because its condition names a field that the form lacks.
        """
        super().validate_slug()
        if find_address_owner(self.instance):
            raise ValidationError({"slug": gettext("Another question has this address.")})

    def clean(self) -> CleanedData | None:
        """Reject a text that is based on an older version than the stored one.

        A question that moves to another topic leaves its section, unless a new one was chosen too.
        """
        cleaned = super().clean()
        if cleaned and "topic" in self.changed_data and "section" not in self.changed_data:
            cleaned["section"] = None
        if not self.instance.pk:
            return cleaned
        stored = snapshot_of(self.instance)
        pending = read_conflicts(self.data.get("conflicts", ""))
        if pending["conflicts"]:
            self.choices = shown_conflicts(pending, stored)
            self.other_name = pending["names"]
            message = gettext(
                "Saved meanwhile by {}. Your text is still here but is not saved. Where both of you changed "
                "the same, choose below which text to keep, or write another one. Then save again."
            )
            raise ValidationError(message.format(pending["names"]), code="changed_meanwhile")
        opened = read_opened(self.data.get("opened", ""))
        if opened is None or fingerprint(opened.content) != fingerprint(stored):
            raise ValidationError(
                gettext(
                    "Somebody saved this question at the same moment. Your text is still here but is not "
                    "saved. Save again to merge the two texts."
                ),
                code="changed_meanwhile",
            )
        return cleaned
