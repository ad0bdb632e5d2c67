"""Forms are taken from our own pages only: what the browser says of where a request comes from."""

from fnmatch import fnmatchcase

from django.http import HttpRequest

from faq import conf


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request, as far as browsers tell.

    Every browser sends Origin with a form, and newer ones Sec-Fetch-Site; no page of another site can
    change either. A request with neither is not a form's.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    return site in {None, "same-origin"} and (origin is None or _is_own(origin, request))


def _is_own(origin: str, request: HttpRequest) -> bool:
    if origin in {conf.site_url(), f"{request.scheme}://{request.get_host()}"}:
        return True
    return any(origin == each or fnmatchcase(origin, each) for each in conf.trusted_origins())
