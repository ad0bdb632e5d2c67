"""The response with status 503: it says why a request was not completed, and gives submitted texts back."""

from typing import NamedTuple

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from faq import conf
from faq.ops.submitted_texts import submitted_files, submitted_texts, submitted_values
from faq.text.safe_json import safe_json

# Addresses that return JSON, errors included.
_JSON_PATHS = ("/api/", "/search/suggest/")
# Errors in the code or in the data, while the database works.
_BUGS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


class Problem(NamedTuple):
    """Why the site cannot complete a request.

    Attributes:
        cause: a clause for the heading.
        advice: what to do, in sentences.
        wait: after how many seconds a program may try again.
        is_undone: whether the changes of the request were undone for certain.
    """

    cause: str | Promise
    advice: str | Promise
    wait: int
    is_undone: bool = True


BUSY = Problem(
    _("the database is busy"),
    _("A large update is being saved. Wait half a minute and try again."),
    30,
)
FULL = Problem(
    _("the server has no room left"),
    _(
        "The people who run this site must make room on its disk first. Tell them, and try again later."
    ),
    600,
)
READ_ONLY = Problem(
    _("the database cannot be changed at the moment"),
    _(
        "The people who run this site have to make it writable first. Tell them, and try again later."
    ),
    600,
)
FAILED = Problem(
    _("the database does not work"),
    _("It is not your fault, and we have a record of it. Try again in a few minutes."),
    120,
)

# By the beginning of the name of SQLite's result code, https://sqlite.org/rescode.html.
_SQLITE = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR_WRITE": FULL,
    "SQLITE_READONLY": READ_ONLY,
}
# By the code of PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html.
_POSTGRES = {"40P01": BUSY, "55P03": BUSY, "53100": FULL, "25006": READ_ONLY}


def database_problem(error: BaseException | None) -> Problem | None:
    """Return why the database failed, or None if the error says nothing about the database."""
    if not isinstance(error, (DatabaseError, InterfaceError)) or isinstance(error, _BUGS):
        return None
    name = getattr(error.__cause__, "sqlite_errorname", "")
    code = getattr(error.__cause__, "sqlstate", None)
    known = (problem for start, problem in _SQLITE.items() if name.startswith(start))
    return next(known, None) or _POSTGRES.get(code or "", FAILED)


def took_too_long(seconds: float) -> Problem:
    """Return the problem of a request that was stopped.

    Args:
        seconds: how long it was allowed to take.
    """
    advice = ngettext(
        "It may take {seconds} second. Try again later, or with less at a time.",
        "It may take {seconds} seconds. Try again later, or with less at a time.",
        round(seconds),
    )
    return Problem(
        _("it took too long"), advice.format(seconds=round(seconds)), 60, is_undone=False
    )


def unavailable(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the problem with status 503: as JSON for programs, else as a page with the submitted texts.

    This needs no database, no index and no session.
    """
    headers = {"Retry-After": str(problem.wait), "Cache-Control": "no-store"}
    if is_for_programs(request):
        with override(None):
            text = f"{problem.cause}. {problem.advice}"
        data = {"error": text[0].upper() + text[1:]}
        return HttpResponse(safe_json(data), "application/json", 503, headers=headers)
    is_form = request.method == "POST"
    context = {
        "site_name": conf.site_name(),
        "contact_url": conf.contact_url(),
        "problem": problem,
        "is_form": is_form,
        "texts": submitted_texts(request) if is_form else [],
        **(send_again_context(request) if is_form else {}),
    }
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)


def send_again_context(request: HttpRequest) -> dict[str, object]:
    """Return the context for the button that sends a submitted form again, with a valid token."""
    return {
        "address": request.get_full_path(),
        "values": submitted_values(request),
        "files": submitted_files(request),
        # Without a cookie, the form did not need a token.
        "csrf_token": get_token(request) if "CSRF_COOKIE" in request.META else "",
    }


def is_for_programs(request: HttpRequest) -> bool:
    """Return whether the address returns JSON, errors included."""
    return request.path_info.startswith(_JSON_PATHS)
