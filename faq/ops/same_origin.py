"""The check that a form comes from a page of this site, by the headers that browsers send."""

from fnmatch import fnmatchcase

from django.http import HttpRequest

from faq import conf


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the request.

    Every browser sends Origin with a form, and newer ones send Sec-Fetch-Site. Pages of other sites
    cannot change either. A request with neither does not come from a form.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    return site in {None, "same-origin"} and (origin is None or _is_own(origin, request))


def _is_own(origin: str, request: HttpRequest) -> bool:
    if origin in {conf.site_url(), f"{request.scheme}://{request.get_host()}"}:
        return True
    return any(
        origin == pattern or fnmatchcase(origin, pattern) for pattern in conf.trusted_origins()
    )
