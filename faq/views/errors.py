"""Pages for what went wrong, each with a way on."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from faq import conf
from faq.models import Question
from faq.search import search


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    now = timezone.now()
    words = " ".join(re.findall(r"[^\W_]+", request.path.rstrip("/").rpartition("/")[2]))
    page = search(words, now=now)
    context = {
        "words": page.text,
        "nearest": page.hits[:3],
        "topics": page.shelves or Question.objects.published(now).topics().in_order(),
    }
    return render(request, "404.html", context, status=404)


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
