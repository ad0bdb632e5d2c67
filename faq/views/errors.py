"""The error pages."""

import re

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from faq import conf
from faq.languages import canonical
from faq.models import Question
from faq.models.published_topics import published_topics
from faq.ops.unavailable import send_again_context
from faq.publishing import find_replacement, find_retired
from faq.search import similar_questions
from faq.text.times import show_wait
from faq.views.contact import contact_address

SIMILAR_QUESTIONS = 3

# What browsers and programs ask for. Nobody would read a page in its place.
_FILE = re.compile(r"\.(md|png|jpe?g|gif|webp|avif|svg|ico|css|js|map|woff2?)$", re.I)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _static_page("413.html", 413, megabytes=conf.max_form_size() // 1024**2)
    return _static_page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _static_page("403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 404 with similar questions, or 410 for a question that was published once.

    At the address of a file the response is plain text, or Markdown where Markdown was asked for.
    """
    now = timezone.now()
    retired = find_retired(request.path_info, now)
    replacement = find_replacement(retired, now) if retired else None
    if file := _FILE.search(request.path_info):
        return _gone(replacement) if retired else _no_file(file[1])
    # One more, because the replacement may be among them.
    similar = similar_questions(_words(request.path_info), count=SIMILAR_QUESTIONS + 1, now=now)
    others = [question for question in similar.questions if question != replacement]
    context = {
        "words": similar.text,
        # Do not show the title: it may be the reason for the withdrawal.
        "is_retired": retired is not None,
        "replacement": replacement,
        "similar": others[:SIMILAR_QUESTIONS],
        "is_confident": similar.is_confident,
        "topics": published_topics(now),
        "contact_url": contact_address(words=similar.text),
    }
    status = 410 if retired else 404
    return render(request, f"{status}.html", context, status=status)


def _gone(replacement: Question | None) -> HttpResponse:
    """Return 410 as plain text, for the Markdown or the image of a withdrawn question."""
    text = gettext("This question is no longer answered here.")
    if replacement:
        address = canonical(replacement.get_absolute_url())
        text += " " + gettext("Another question replaces it: %(address)s") % {"address": address}
    return HttpResponse(f"{text}\n", "text/plain; charset=utf-8", 410)


def _no_file(extension: str) -> HttpResponse:
    text = gettext("There is no file at this address. Search for what you need: %(address)s")
    kind = "text/markdown" if extension.lower() == "md" else "text/plain"
    text %= {"address": canonical(reverse("search"))}
    return HttpResponse(f"{text}\n", f"{kind}; charset=utf-8", 404)


def _words(path: str) -> str:
    """Return the words in the last part of a path."""
    last = path.rstrip("/.").rpartition("/")[2]
    return " ".join(re.findall(r"[^\W_]+", last))


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    response = _static_page("429.html", 429, wait=show_wait(seconds))
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    form = send_again_context(request) if request.method == "POST" else {}
    return _static_page("500.html", 500, **form)


def _static_page(template: str, status: int, **context: object) -> HttpResponse:
    """Return a page that does not use the database or the index, which may have failed."""
    context = {"site_name": conf.site_name(), "contact_url": conf.contact_url(), **context}
    return HttpResponse(render_to_string(template, context), status=status)
