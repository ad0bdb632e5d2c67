"""What the page of a question says beside its text, and which buttons it has."""

from uuid import uuid4

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from faq import conf
from faq.admin.question.ownership import OWNERSHIP_TRANSITIONS
from faq.admin.question.page import problem_of, state_of
from faq.admin.question.transitions import TRANSITIONS, Transition
from faq.models import Autosave, Question
from faq.publishing import check_question, working_copy_of
from faq.publishing.urls.backlinks import backlinks


def panel(question: Question | None, user: User) -> dict[str, object]:
    """Return the context of the page of a question for a user; None is for a new question."""
    is_open = _open_transitions(question, user)
    buttons: dict[str, object] = {
        "transitions": [item for item in is_open if not item.is_secondary],
        "secondary_transitions": [item for item in is_open if item.is_secondary],
    }
    if question is None:
        return buttons
    now = timezone.now()
    copy = None if question.is_copy else working_copy_of(question)
    is_unpublished = question.status in {Question.Status.DRAFT, Question.Status.IN_REVIEW}
    return {
        **buttons,
        "may_comment": TRANSITIONS["comment"].is_open(question, user),
        "comment_form": {
            "key": uuid4().hex,
            "address": reverse("admin:faq_question_transition", args=[question.pk, "comment"]),
        },
        "ownership_transitions": [
            item for item in OWNERSHIP_TRANSITIONS.values() if item.is_open(question, user)
        ],
        "review_every": _review_every(question),
        "backlinks": backlinks(question),
        "comments": question.review_comments.order_by("at", "pk"),
        "writers": Autosave.objects.active_of_others(question, user, now),
        "copy": copy,
        "live": question.copy_of,
        "state": state_of(question, now),
        # What the state does not say by itself.
        "shows_end": question.is_copy or question.is_scheduled(now),
        "problem": problem_of(question),
        "copy_state": state_of(copy, now) if copy else "",
        "live_state": state_of(question.copy_of, now) if question.copy_of else "",
        "findings": check_question(question, now) if is_unpublished else [],
    }


def _open_transitions(question: Question | None, user: User) -> list[Transition]:
    """Return the transitions that have a button on the page of a question; None is for a new one."""
    if question is None:
        likely = [TRANSITIONS["submit"], TRANSITIONS["publish"]]
    else:
        likely = [item for item in TRANSITIONS.values() if item.name != "comment"]
    return [item for item in likely if item.is_open(question or Question(), user)]


def _review_every(question: Question) -> int:
    """Return the review interval in days; 0 for never."""
    own = question.review_every
    return conf.review_every() if own is None else own
