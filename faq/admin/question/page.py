"""What the pages about one question share: how they load it, and the context of their frame."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django_stubs_ext import StrOrPromise

from faq.models import Question


def change_url(question: Question) -> str:
    return reverse("admin:faq_question_change", args=[question.pk])


def questions_with_context() -> QuerySet[Question]:
    """Return all questions, drafts and working copies, with the related rows that their pages show."""
    return Question.with_copies.select_related(
        "topic", "copy_of", "submitted_by", "started_by", "owner"
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
