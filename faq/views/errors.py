"""Pages for what went wrong, each with a way on."""

import re

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from faq import conf
from faq.languages import canonical
from faq.models import Question
from faq.publishing import find_replacement, find_retired
from faq.search import similar_questions
from faq.views.contact import contact_address

NEAREST = 3


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _bare("413.html", 413, megabytes=conf.max_form_size() // 1024**2)
    return _bare("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, or 410 at the address of a question that readers could see once."""
    now = timezone.now()
    retired = find_retired(request.path_info, now)
    replacement = find_replacement(retired, now) if retired else None
    if retired and request.path_info.lower().endswith((".md", ".png")):
        return _gone(replacement)
    near = similar_questions(_words(request.path_info), count=NEAREST + 1, now=now)
    context = {
        "words": near.text,
        "is_retired": retired is not None,
        # Of what is retired not even the title is told: it may be what had to go.
        "replacement": replacement,
        "nearest": [each for each in near.questions if each != replacement][:NEAREST],
        "is_confident": near.is_confident,
        "topics": Question.objects.published(now).topics().in_order(),
        "contact_url": contact_address(words=near.text),
    }
    status = 410 if retired else 404
    return render(request, f"{status}.html", context, status=status)


def _gone(replacement: Question | None) -> HttpResponse:
    """What a program is told that asked for a withdrawn question as Markdown or as a picture."""
    said = gettext("This question is no longer answered here.")
    if replacement:
        address = canonical(replacement.get_absolute_url())
        said += " " + gettext("Another has taken its place: %(address)s") % {"address": address}
    return HttpResponse(f"{said}\n", "text/plain; charset=utf-8", 410)


def _words(path: str) -> str:
    """What the last part of an address says, in words."""
    last = path.rstrip("/.").rpartition("/")[2].removesuffix(".md").removesuffix(".png")
    return " ".join(re.findall(r"[^\W_]+", last))


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    response = _bare("429.html", 429, seconds=seconds)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare("500.html", 500)


def _bare(template: str, status: int, **said: int) -> HttpResponse:
    """A page that asks nothing of request, database or index: any of them may be what failed."""
    context = {"site_name": conf.site_name(), "contact_url": conf.contact_url(), **said}
    return HttpResponse(render_to_string(template, context), status=status)
