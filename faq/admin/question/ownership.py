"""Transitions that do not change the text: setting the owner, and confirming that an answer is right."""

from datetime import datetime

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.forms import CleanedData, OwnerField
from faq.admin.question.transition_forms import TransitionForm
from faq.admin.question.transitions import Transition
from faq.models import Question
from faq.publishing import permissions
from faq.publishing.ownership import assign_owner, mark_reviewed

MAX_DAYS = 3650


class OwnershipForm(TransitionForm):
    owner = OwnerField(
        label=_("Owner"),
        help_text=_("Sees it on the dashboard when it is due for review."),
        empty_label=_("Nobody"),
    )
    review_every = forms.IntegerField(
        label=_("Review every … days"),
        min_value=0,
        max_value=MAX_DAYS,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, question: Question) -> None:
        super().__init__(data, question=question)
        days = conf.review_every()
        default = format_lazy(_("every {} days"), days) if days else _("never")
        self.fields["review_every"].help_text = format_lazy(
            _("Leave empty for the site’s default: {}. Enter 0 for never."), default
        )
        self.initial = {"owner": question.owner_id, "review_every": question.review_every}


def _assign_owner(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    assign_owner(question, **cleaned, by=by, at=at)
    return question


def _mark_reviewed(question: Question, by: User, at: datetime, cleaned: CleanedData) -> Question:
    mark_reviewed(question, by=by, at=at)
    return question


OWNERSHIP_TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            "walk-through",
            _("Confirm it is right"),
            _(
                "Confirm that you followed the steps in the product and they work. Your name and "
                "today’s date are recorded. The text does not change."
            ),
            _("Recorded: you confirmed that this answer is right."),
            lambda question, by: (
                question.status == Question.Status.PUBLISHED and permissions.may_edit(by)
            ),
            _mark_reviewed,
        ),
        Transition(
            "care",
            _("Set owner and review interval"),
            _(
                "Who is responsible for this question, and how often it is reviewed. Readers do not see this."
            ),
            _("Owner and review interval saved."),
            lambda question, by: not question.is_copy and permissions.may_edit(by),
            _assign_owner,
            OwnershipForm,
        ),
    )
}
