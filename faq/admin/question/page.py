"""What the pages about one question share: how they load it, and the context of their frame."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django_stubs_ext import StrOrPromise

from faq.models import Question
from faq.text.times import show_time


class StoredQuestion(admin.ModelAdmin[Question]):
    """Reads the question of a page once, for all classes that extend its view."""

    def stored_question(self, request: HttpRequest, object_id: str | None) -> Question | None:
        """Return the question as it is stored when the request begins; None for a new or deleted one.

        Django reads a row of its own and changes it by the form.
        """
        known: dict[str, Question | None] = request.__dict__.setdefault("stored_questions", {})
        if object_id and object_id not in known:
            known[object_id] = self.get_object(request, object_id)
        return known[object_id] if object_id else None


def change_url(question: Question) -> str:
    return reverse("admin:faq_question_change", args=[question.pk])


def state_of(question: Question, now: datetime) -> str:
    """Return the state of a text in words, with its times: “Scheduled for 3 May 2027 09:00 (UTC)”."""
    if since := question.scheduled_at(now):
        return gettext("Scheduled for {}").format(show_time(since))
    status, end = question.get_status_display(), question.expires_at
    if problem_of(question):
        return gettext("{}, could not be published").format(status)
    if question.status != Question.Status.PUBLISHED or end is None:
        return status
    return (gettext("Published until {}") if end > now else gettext("Ended {}")).format(
        show_time(end)
    )


def problem_of(copy: Question) -> str:
    """Return why a working copy could not be published at its time, or an empty text."""
    schedule = getattr(copy, "schedule", None) if copy.is_copy else None
    return schedule.problem if schedule else ""


def questions_with_context() -> QuerySet[Question]:
    """Return all questions, drafts and working copies, with the related rows that their pages show."""
    return Question.with_copies.select_related(
        "topic", "copy_of", "submitted_by", "started_by", "owner", "schedule"
    )


def get_question_or_404(pk: int) -> Question:
    """Return a question, draft or working copy, or raise Http404."""
    return get_object_or_404(questions_with_context(), pk=pk)


def page_context(
    request: HttpRequest, question: Question, title: StrOrPromise
) -> dict[str, object]:
    """Return the context for the frame of a page about a question."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(question),
        "opts": Question._meta,
        "question": question,
    }
