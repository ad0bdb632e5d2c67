"""The forms of the transitions of a question."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from faq import publishing
from faq.admin.forms import DateTimeField, QuestionSelect
from faq.models import Question
from faq.models.mixins import NOTE_LENGTH
from faq.models.review_comment import COMMENT_LENGTH
from faq.publishing.scheduling import last_typed


class TransitionForm(forms.Form):
    """The form of a transition that needs no input, and the base of the others."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        question: Question,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        self.question = question
        super().__init__(data, initial=dict(initial or {}))


class CommentForm(TransitionForm):
    text = forms.CharField(
        label=_("What should change, and where?"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SubmitForm(TransitionForm):
    note = forms.CharField(
        label=_("Note to the reviewers"),
        help_text=_("Say what is new, and explain any warning you decided to ignore."),
        max_length=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PublicationForm(TransitionForm):
    """Asks why to publish against a check. The page removes the field if no check fails."""

    reason = forms.CharField(
        label=_("Reason for publishing anyway"),
        help_text=_(
            "Shown in the history: why the warnings are wrong, or why other questions should come first."
        ),
        max_length=NOTE_LENGTH,
        required=False,
    )


class PublishForm(PublicationForm):
    field_order = ["note", "since", "reason"]
    note = forms.CharField(
        label=_("Summary of the change"),
        help_text=_("Shown in the history: what is new, or what it corrects."),
        max_length=NOTE_LENGTH,
        required=False,
    )
    since = DateTimeField(
        label=_("Publish at"),
        help_text=_("Readers see it from this time. Leave empty to publish now."),
        required=False,
    )
    over_changes = forms.BooleanField(
        label=_("Overwrite the changes made since"),
        help_text=_(
            "The published text changed after this copy was started. Its text stays in the history."
        ),
        required=False,
    )
    bring_back = forms.BooleanField(
        label=_("Publish it again"),
        help_text=_("It is archived. Readers are told that it is no longer answered."),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        # What somebody typed for a schedule that was cancelled.
        super().__init__(data, question=question, initial=last_typed(question))
        live = question.copy_of
        if not live or live.status != Question.Status.ARCHIVED:
            del self.fields["bring_back"]
        if not publishing.live_text_changed(question):
            del self.fields["over_changes"]


class RescheduleForm(TransitionForm):
    since = DateTimeField(
        label=_("Publish at"),
        help_text=_("Readers see it from this time. It must be in the future."),
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        initial = {"since": question.scheduled_at(timezone.now())}
        super().__init__(data, question=question, initial=initial)


class EndForm(TransitionForm):
    end = DateTimeField(
        label=_("Published until"),
        help_text=_(
            "From this time readers are told that it is no longer answered. Leave empty for no end."
        ),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        super().__init__(data, question=question, initial={"end": question.expires_at})


class ArchiveForm(TransitionForm):
    replaced_by = forms.ModelChoiceField(
        Question.objects.all(),
        label=_("Replacement"),
        help_text=_(
            "The old address will link to this question. Leave empty if nothing replaces it."
        ),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        super().__init__(data, question=question)
        field = cast(forms.ModelChoiceField[Question], self.fields["replaced_by"])
        field.widget = widget = QuestionSelect()
        widget.excluded = question.pk
        widget.choices = field.choices


class MergeForm(ArchiveForm, PublicationForm):
    """Asks which question to keep, in the field for the replacement."""

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        super().__init__(data, question=question)
        field = self.fields["replaced_by"]
        field.label = _("Question to keep")
        field.help_text = _(
            "The title and phrasings of this question become phrasings of that one."
        )
        field.required = True
