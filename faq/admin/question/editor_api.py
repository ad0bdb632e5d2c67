"""What scripts ask while somebody writes: how readers get it, what the contract says, what to link to."""

import re
from collections.abc import Callable, Iterator
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from faq.models import render_with_images
from faq.publishing import ContentSnapshot, Finding, blank, check_snapshot
from faq.publishing.content_snapshot import StepSnapshot
from faq.publishing.style_check import grade_of
from faq.publishing.style_rules import errors, warnings
from faq.search import suggest
from faq.text.markdown import MAX_LENGTH

_ROW = re.compile(r"steps-([0-9]{1,6})-title")


def _for_writers(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Open to whoever may write questions, and answered to nobody else."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if not any(request.user.has_perm(f"faq.{may}_question") for may in ("add", "change")):
            raise PermissionDenied
        return view(request)

    return asked


@_for_writers
@require_POST
def rendered_view(request: HttpRequest) -> HttpResponse:
    """One text in Markdown as readers get it."""
    text = request.POST.get("text", "")
    if len(text) > MAX_LENGTH:
        return _too_long()
    return JsonResponse({"html": render_with_images(text)})


@_for_writers
@require_POST
def findings_view(request: HttpRequest) -> HttpResponse:
    """What the contract says of the form as it stands, saved or not."""
    rows = list(_rows(request.POST))
    content = _content(request.POST, rows)
    texts = [content["body"], *(text for step in content["steps"] for text in step.values())]
    if any(len(str(text)) > MAX_LENGTH for text in texts):
        return _too_long()
    found = check_snapshot(content, timezone.now())
    listed = [
        {
            "severity": finding.severity,
            "message": finding.message,
            "where": finding.where,
            "field": _field(finding.place, rows),
        }
        for finding in found
    ]
    return JsonResponse({"summary": _summary(found, grade_of(content)), "findings": listed})


@_for_writers
@require_GET
def targets_view(request: HttpRequest) -> HttpResponse:
    """Published questions that fit what was typed so far, with the address a text links to them by."""
    found = suggest(request.GET.get("q", ""), now=timezone.now())
    targets = [
        {
            "title": question.title,
            "topic": question.topic.title,
            # Without a language: a text leads each reader to the page in their own.
            "address": f"/questions/{question.slug}/",
        }
        for question in found
    ]
    return JsonResponse({"targets": targets})


def _rows(form: QueryDict) -> Iterator[str]:
    """The names before the fields of each step that would be kept, in the order they have on the page."""
    found = [match[0].removesuffix("title") for name in form if (match := _ROW.fullmatch(name))]
    kept = [row for row in found if not form.get(f"{row}DELETE")]
    titled = [row for row in kept if form.get(f"{row}title", "").strip()]
    yield from sorted(titled, key=lambda row: _number(form.get(f"{row}position", "")))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 10**9


def _content(form: QueryDict, rows: list[str]) -> ContentSnapshot:
    steps: list[StepSnapshot] = [
        {
            "uid": "",
            "title": form.get(f"{row}title", ""),
            "body": form.get(f"{row}body", ""),
            "caution": form.get(f"{row}caution", ""),
        }
        for row in rows
    ]
    return {
        **blank(),
        "title": form.get("title", ""),
        "slug": form.get("slug", ""),
        "summary": form.get("summary", ""),
        "body": form.get("body", ""),
        "steps": steps,
    }


def _field(place: str, rows: list[str]) -> str:
    """The id of the field in which something was found; empty if it is about all of them."""
    kind, _, rest = place.partition(".")
    if kind == "steps":
        number, _, part = rest.partition(".")
        return f"id_{rows[int(number) - 1]}{part}"
    return "" if kind == "answer" else f"id_{kind}"


def _summary(found: list[Finding], grade: float | None) -> str:
    mend, word = len(errors(found)), len(warnings(found))
    parts = []
    if mend:
        parts.append(ngettext("{} problem to fix", "{} problems to fix", mend).format(mend))
    if word:
        parts.append(ngettext("{} warning", "{} warning", word).format(word))
    if not found:
        parts.append(gettext("Nothing to fix"))
    if grade is not None:
        parts.append(gettext("reading level: school year {}").format(f"{max(grade, 1):.0f}"))
    return " · ".join(parts)


def _too_long() -> HttpResponse:
    message = gettext("A text is longer than {} characters. Shorten it.")
    return JsonResponse({"error": message.format(MAX_LENGTH)}, status=400)
