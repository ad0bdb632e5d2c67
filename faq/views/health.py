"""The health checks: /livez says that the process runs, /readyz that database and index work."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.ops import health


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    problems = health.problems(timezone.now())
    return HttpResponse(
        "\n".join(problems or ["ok"]) + "\n",
        status=503 if problems else 200,
        content_type="text/plain; charset=utf-8",
    )
