"""The pages on which editors put sections and questions in order: by dragging, buttons or numbers."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Media, Script
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from faq.admin.requests import StaffRequest, is_key
from faq.models import Question, QuestionQuerySet, Section, SectionQuerySet, Topic
from faq.publishing.ordering import reorder, reorder_sections
from faq.publishing.permissions import may_order

# A topic with more questions is shown in pages, and can be sorted by numbers only.
PER_PAGE = 200


def _sorter(**texts: StrPromise) -> list[str | Script]:
    """Return the scripts that sort steps; they sort questions and sections too."""
    said = {"undo": _("Undo"), "undone": _("Undone."), "now": _("Moved to place {n} of {all}.")}
    data = {f"data-{name}": text for name, text in (said | texts).items()}
    return ["adminsortable2/js/adminsortable2.min.js", Script("faq/admin/steps.js", **data)]


class _Assets:
    css = {"all": ["adminsortable2/css/sortable.css", "faq/admin/steps.css"]}
    js = _sorter(up=_("Move question {n} up"), down=_("Move question {n} down"))


class _SectionAssets:
    css = _Assets.css
    js = _sorter(up=_("Move section {n} up"), down=_("Move section {n} down"))


def order_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the questions of a section, or of a topic without sections, in their order; save a new order."""
    topic = get_object_or_404(Topic, pk=pk)
    if not may_order(request.user, topic):
        raise PermissionDenied
    sections = list(topic.sections.in_order())
    key = request.GET.get("section", "")
    section = get_object_or_404(topic.sections, pk=key) if is_key(key) else None
    questions = Question.objects.filter(topic=topic, section=section).in_order()
    move = partial(reorder, topic, section=section)
    context = {
        "title": gettext("Put questions in order"),
        "section": section,
        "sections": sections,
        "none_yet": gettext("This section has no questions yet.")
        if section
        else gettext("No question of this topic is without a section.")
        if sections
        else gettext("This topic has no questions yet."),
        "by_numbers": gettext("To move a question, change its number. The others move along."),
        "by_dragging": gettext(
            "Drag a question, use its arrows or change its number. The others move along. Readers see the "
            "new order when you save."
        ),
        "media": Media(_Assets),
    }
    return _order_page(request, topic, questions, move, context)


def section_order_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the sections of a topic in their order, and save a new order."""
    topic = get_object_or_404(Topic, pk=pk)
    if not may_order(request.user, topic):
        raise PermissionDenied
    context = {
        "title": gettext("Put sections in order"),
        "none_yet": gettext("This topic has no sections yet."),
        "by_numbers": gettext("To move a section, change its number. The others move along."),
        "by_dragging": gettext(
            "Drag a section, use its arrows or change its number. The others move along. Readers see the "
            "new order when you save."
        ),
        "media": Media(_SectionAssets),
    }
    return _order_page(
        request, topic, topic.sections.in_order(), partial(reorder_sections, topic), context
    )


def _order_page(
    request: StaffRequest,
    topic: Topic,
    rows: QuestionQuerySet | SectionQuerySet,
    move: Callable[..., None],
    context: Mapping[str, object],
) -> HttpResponse:
    """Show rows in their order, or save a new order.

    Args:
        request: the request of somebody who may order the topic.
        topic: whose rows they are.
        rows: in their order.
        move: saves an order, given the new and the shown positions.
        context: what the page says.
    """
    page = Paginator[Question | Section](rows, PER_PAGE).get_page(request.GET.get("p"))
    section = request.GET.get("section", "")
    kept = f"section={section}&" if is_key(section) else ""
    if request.method == "POST":
        try:
            places, was = _parse_places(request.POST, page.paginator.count)
        except ValueError as problem:
            messages.error(request, str(problem))
        else:
            move(places, was, by=request.user, at=timezone.now())
            messages.success(request, gettext("The new order is saved."))
        return redirect(f"{request.path}?{kept}p={page.number}")
    own = {
        **admin.site.each_context(request),
        "subtitle": str(topic),
        "opts": Topic._meta,
        "topic": topic,
        "page_query": kept,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
    }
    return TemplateResponse(request, "admin/faq/topic/order.html", {**own, **context})


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
