"""Restarts of a busy server: no request is lost if the listening socket stays open."""

from collections.abc import Callable

from tests.siege.restarts import clients, reload, restart
from tests.site import Site


def test_restarts_break_no_request(make_site: Callable[..., Site]) -> None:
    """Check 86: SIGTERM and a new start, then SIGHUP, under 16 clients that keep their connections."""
    site = make_site(WEB_CONCURRENCY="2")
    with site.socket_activation():
        site.start()
        with clients(site) as seen:
            for again in (restart, reload):
                seen.wait()
                again(site)
            seen.wait()
        site.stop()
    assert seen.broken == []
    log = (site.var / "server.log").read_text()
    assert log.count("Handling signal: term") == 2
    assert log.count("Handling signal: hup") == 1
