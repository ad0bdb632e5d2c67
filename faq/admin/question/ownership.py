"""Transitions that change no text: setting the owner, and confirming that an answer is still right."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.forms import OwnerField
from faq.admin.question.transition_forms import TransitionForm
from faq.admin.question.transitions import Transition
from faq.models import Question
from faq.publishing import permissions
from faq.publishing.ownership import assign_owner, mark_reviewed

# Ten years.
_MOST_DAYS = 3650


class OwnershipForm(TransitionForm):
    owner: Any = OwnerField(
        label=_("Owner"),
        help_text=_("Finds it on the front page when it is due for review."),
        empty_label=_("Nobody"),
    )
    review_every = forms.IntegerField(
        label=_("Review every … days"),
        min_value=0,
        max_value=_MOST_DAYS,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = conf.review_every()
        said = format_lazy(_("every {} days"), days) if days else _("never")
        self.fields["review_every"].help_text = format_lazy(
            _("Empty: as everywhere on this site, {}. 0: never."), said
        )
        self.initial = {
            "owner": self.question.owner_id,
            "review_every": self.question.review_every,
            **self.initial,
        }


def _assign_owner(question: Question, by: Any, at: datetime, asked: dict[str, Any]) -> Question:
    assign_owner(question, **asked, by=by, at=at)
    return question


def _mark_reviewed(question: Question, by: Any, at: datetime, asked: dict[str, Any]) -> Question:
    mark_reviewed(question, by=by, at=at)
    return question


OWNERSHIP_TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            "walk-through",
            _("Walked through"),
            _(
                "I went through the steps in the product and they are right. "
                "This is noted with your name and today’s date; the text stays as it is."
            ),
            _("Noted: you walked through it, and it is right."),
            lambda question, by: (
                question.status == Question.Status.PUBLISHED and permissions.may_edit(by)
            ),
            _mark_reviewed,
        ),
        Transition(
            "care",
            _("Set owner and review"),
            _(
                "Who looks after this question, and how often it is gone through. Readers see neither."
            ),
            _("Saved: who looks after it, and how often."),
            lambda question, by: not question.is_copy and permissions.may_edit(by),
            _assign_owner,
            OwnershipForm,
        ),
    )
}
