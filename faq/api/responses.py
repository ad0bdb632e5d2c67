"""JSON responses and errors, and the decorator of all API views."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from faq.api.parameters import BadParameter
from faq.models import Audience, Topic
from faq.text.safe_json import Json, safe_json
from faq.text.times import show_wait

_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_METHODS = ("GET", "HEAD")


def json_response(data: Mapping[str, Json], status: int = 200) -> HttpResponse:
    """Return the data as JSON, with headers against storing and indexing it."""
    return HttpResponse(safe_json(data), "application/json", status, headers=_HEADERS)


def error_response(status: int, error: str) -> HttpResponse:
    """Return an error as JSON, with a sentence that says what is wrong."""
    return json_response({"error": error}, status)


def slug_and_title(row: Topic | Audience) -> dict[str, Json]:
    """Return a topic or an audience as other objects refer to it."""
    return {"slug": row.slug, "title": row.title}


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate an API view: answer other methods and bad parameters with JSON errors."""

    # The API changes nothing, so it needs no CSRF check. A failed check would return an HTML page.
    @csrf_exempt
    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in _METHODS:
            response = error_response(405, f"This address answers {' and '.join(_METHODS)} only.")
            response["Allow"] = ", ".join(_METHODS)
            return response
        try:
            return view(request, *args, **kwargs)
        except BadParameter as error:
            return error_response(400, str(error))
        except SuspiciousOperation:
            return error_response(400, "The address has too many parameters.")

    return respond


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    with override(None):
        wait = show_wait(seconds)
    return error_response(429, f"Too many requests came from your network address. Wait {wait}.")


def server_error(request: HttpRequest) -> HttpResponse:
    return error_response(
        500, "Something went wrong on our side. The error was logged. Try again in a minute."
    )


@endpoint
def not_found(request: HttpRequest) -> HttpResponse:
    return error_response(
        404,
        "There is nothing at this address. /api/v1/openapi.json lists the addresses of the API.",
    )
