"""The form of every JSON answer, and of every refusal."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from faq.api.parameters import BadParameter
from faq.text.safe_json import Json, safe_json

_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_METHODS = ("GET", "HEAD")


def json_response(data: Mapping[str, Json], status: int = 200) -> HttpResponse:
    """The data as JSON in UTF-8, not to be stored and not for search engines."""
    return HttpResponse(safe_json(data), "application/json", status, headers=_HEADERS)


def error_response(status: int, error: str) -> HttpResponse:
    """The status and a sentence for the person who reads the other program's log."""
    return json_response({"error": error}, status)


def endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A decorator for views that answer GET and HEAD with JSON, and everything else too."""

    # It changes nothing, so a form from elsewhere can do no harm; without this the answer would be a page.
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
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

    return answered


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    unit = "second" if seconds == 1 else "seconds"
    return error_response(
        429, f"Too many requests came from your network address. Wait {seconds} {unit}."
    )


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
