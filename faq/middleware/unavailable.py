"""Returns 503 for requests that take too long or that the database cannot serve."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from faq import conf
from faq.ops import deadlines
from faq.ops.unavailable import FAILED, database_problem, took_too_long, unavailable

log = logging.getLogger(__name__)


class DeadlineMiddleware:
    """Stops a request after the number of seconds that its view may take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        deadline = deadlines.Deadline(conf.page_deadline())
        request.deadline = deadline  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            deadline.stop()
        except deadlines.DeadlineExceeded:
            deadline.stop()
            deadline.clean_up_connection()
            log.error(
                "%s %s was stopped after %d s.", request.method, request.path_info, deadline.seconds
            )
            return unavailable(request, took_too_long(deadline.seconds))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> None:
        allowed = getattr(view, "allowed_seconds", None)
        if allowed:
            request.deadline.set_seconds(allowed())  # type: ignore[attr-defined]


class DatabaseFailureMiddleware:
    """Says why the database cannot serve a request: it is busy, full, read-only or damaged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        problem = database_problem(error)
        if problem is None:
            return None
        log.error(
            "%s %s: the database failed (%s).",
            request.method,
            request.path_info,
            error,
            exc_info=problem is FAILED,
        )
        return unavailable(request, problem)
