"""The page on which editors put the questions of a topic in order: by dragging, buttons or numbers."""

from collections.abc import Mapping

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Media, Script
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.requests import StaffRequest
from faq.models import Question, Topic
from faq.publishing.ordering import reorder
from faq.publishing.permissions import may_order

# A topic with more questions is shown in pages, and can be sorted by numbers only.
PER_PAGE = 200


class _Assets:
    """The styles and scripts that sort steps; they sort questions too."""

    css = {"all": ["adminsortable2/css/sortable.css", "faq/admin/steps.css"]}
    js = [
        "adminsortable2/js/adminsortable2.min.js",
        Script(
            "faq/admin/steps.js",
            **{
                "data-up": _("Move question {n} up"),
                "data-down": _("Move question {n} down"),
                "data-now": _("Moved to place {n} of {all}."),
                "data-undo": _("Undo"),
                "data-undone": _("Undone."),
            },
        ),
    ]


def order_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the questions of a topic in their order, and save a new order."""
    topic = get_object_or_404(Topic, pk=pk)
    if not may_order(request.user, topic):
        raise PermissionDenied
    address = reverse("admin:faq_topic_order", args=[pk])
    questions = Question.objects.filter(topic=topic).in_order()
    page = Paginator(questions, PER_PAGE).get_page(request.GET.get("p"))
    if request.method == "POST":
        try:
            places, was = _parse_places(request.POST, page.paginator.count)
        except ValueError as problem:
            messages.error(request, str(problem))
        else:
            reorder(topic, places, was, by=request.user, at=timezone.now())
            messages.success(request, gettext("The new order is saved."))
        return redirect(f"{address}?p={page.number}")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Put questions in order"),
        "subtitle": str(topic),
        "opts": Topic._meta,
        "topic": topic,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "media": Media(_Assets),
    }
    return TemplateResponse(request, "admin/faq/topic/order.html", context)


def _parse_places(sent: Mapping[str, str], count: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return the new and the shown place of each question, by primary key.

    Args:
        sent: the form, with the fields `place-<pk>` and `was-<pk>`.
        count: the number of questions in the topic.

    Raises:
        ValueError: a place is not a number from 1 to count; the message is for the editor.
    """
    places: dict[int, int] = {}
    was: dict[int, int] = {}
    for name, text in sent.items():
        kind, _dash, pk = name.partition("-")
        if kind in {"place", "was"} and pk.isascii() and pk.isdecimal():
            if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= count):
                message = gettext(
                    "“{}” is not a place. Enter a number from 1 to {}. Nothing was moved."
                )
                raise ValueError(message.format(text[:20], count))
            (places if kind == "place" else was)[int(pk)] = int(text[:9])
    return places, was
