"""A page about one question: which one its address names, and what stands above what the page is for."""

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
    """All questions, drafts and working copies, with what a page says of where they stand."""
    return Question.with_copies.select_related(
        "topic", "copy_of", "submitted_by", "started_by", "owner"
    )


def get_question_or_404(pk: int) -> Question:
    """The question, draft or working copy that an address names, or 404."""
    return get_object_or_404(questions_with_context(), pk=pk)


def page_context(
    request: HttpRequest, question: Question, title: StrOrPromise
) -> dict[str, object]:
    """What the frame of the page asks for, and the question."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(question),
        "opts": Question._meta,
        "question": question,
    }
