"""JSON for the editor's scripts: style findings and questions to link to."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from faq.admin.question.form_content import form_content, step_rows
from faq.models import Question, limits
from faq.publishing import ContentSnapshot, Finding, check_snapshot
from faq.publishing.permissions import may_write
from faq.publishing.style_check import grade_of
from faq.publishing.style_rules import errors, warnings
from faq.publishing.style_rules.repairs import find_repair
from faq.search.editorial import find_link_targets
from faq.text.markdown import MAX_LENGTH, plain


def _for_writers(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Decorate a view so that only people who may add or change questions can use it."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not may_write(request.user):
            raise PermissionDenied
        return view(request)

    return checked


@_for_writers
@require_POST
def findings_view(request: HttpRequest) -> HttpResponse:
    """Return what the style rules find in the submitted form, whether or not it is saved."""
    rows = [row for row in step_rows(request.POST) if request.POST.get(f"{row}title", "").strip()]
    content = form_content(request.POST, rows)
    if refusal := why_too_much(content):
        return _refused(refusal)
    findings = check_snapshot(content, timezone.now())
    rows_found = [
        {
            "severity": finding.severity,
            "message": finding.message,
            "where": finding.where,
            "field": _field(finding.place, rows),
            "repair": _repair(finding, content, rows),
        }
        for finding in findings
    ]
    summary = _summary(findings, grade_of(content))
    return JsonResponse({"summary": summary, "findings": rows_found})


@_for_writers
@require_GET
def targets_view(request: HttpRequest) -> HttpResponse:
    """Return questions in all states that match the typed text, and their best step, to link to them."""
    targets = []
    for question, step in find_link_targets(request.GET.get("q", ""), now=timezone.now()):
        # Without a language prefix, so that each reader gets the page in their own language.
        address = f"/questions/{question.slug}/"
        is_draft = question.status != Question.Status.PUBLISHED
        state = f" · {question.get_status_display()}" if is_draft else ""
        targets.append(
            {"title": question.title, "topic": question.topic.title + state, "address": address}
        )
        if step:
            title = gettext("Step {}: {}").format(step.position, plain(step.title_html))
            targets.append(
                {"title": title, "topic": question.title, "address": f"{address}#{step.anchor}"}
            )
    return JsonResponse({"targets": targets})


def _field(place: str, rows: list[str]) -> str:
    """Return the id of the input for a place such as `steps.2.title`; empty for the whole answer."""
    kind, _, rest = place.partition(".")
    if kind == "steps":
        number, _, part = rest.partition(".")
        return f"id_{rows[int(number) - 1]}{part}"
    return "" if kind == "answer" else f"id_{kind}"


def _repair(
    finding: Finding, content: ContentSnapshot, rows: list[str]
) -> dict[str, object] | None:
    repair = find_repair(finding, content)
    return repair and {
        "name": repair.name,
        "texts": {_field(place, rows): text for place, text in repair.texts.items()},
        "next_step": repair.next_step,
    }


def _summary(findings: list[Finding], grade: float | None) -> str:
    error_count, warning_count = len(errors(findings)), len(warnings(findings))
    parts = []
    if error_count:
        text = ngettext("{} problem to fix", "{} problems to fix", error_count)
        parts.append(text.format(error_count))
    if warning_count:
        text = ngettext("{} warning", "{} warnings", warning_count)
        parts.append(text.format(warning_count))
    if not findings:
        parts.append(gettext("Nothing to fix"))
    if grade is not None:
        parts.append(gettext("reading level: school year {}").format(f"{max(grade, 1):.0f}"))
    return " · ".join(parts)


def why_too_much(content: ContentSnapshot) -> str:
    """Return why a text is too much to check or to show, or an empty text."""
    steps = content["steps"]
    texts = [content["body"], *(str(text) for step in steps for text in step.values())]
    if any(len(text) > MAX_LENGTH for text in (content["title"], content["summary"], *texts)):
        return _too_long()
    return next((message for _, message in limits.problems(content["body"], steps)), "")


def _too_long() -> str:
    return gettext("A text is longer than {} characters. Shorten it.").format(MAX_LENGTH)


def _refused(message: str) -> HttpResponse:
    return JsonResponse({"error": message}, status=400)
