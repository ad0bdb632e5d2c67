"""What anybody can send without an account: sign-ins, votes, searches and long addresses."""

import threading
import urllib.error
import urllib.request
from itertools import count
from urllib.parse import urlencode

from tests.editor import Editor
from tests.html import parse
from tests.siege.attacks import ATTACKER, at_once, attack
from tests.site import Site

LOGIN = "/admin/login/"
PAGE = "/questions/end-contract/"


@attack("sign-ins")
def sign_ins(site: Site, seconds: float) -> str:
    """24 clients of one network try a new name each time."""
    people, numbers = threading.local(), count()

    def sign_in() -> int:
        if not hasattr(people, "one"):
            people.one = Editor(site, ATTACKER)
            people.one.open(LOGIN)
        fields = {"username": f"name-{next(numbers)}", "password": "x", "next": "/admin/"}
        token = people.one.token()
        return people.one.status(LOGIN, {**fields, "csrfmiddlewaretoken": token})

    return at_once(24, seconds, sign_in)


@attack("votes")
def votes(site: Site, seconds: float) -> str:
    """One network votes as a new browser each time."""
    form = parse(site.get(PAGE).text).one(id="answered").one("form").filled_in()
    data = urlencode({**form, "answered": "yes"}).encode()
    person, numbers = Editor(site, ATTACKER), count()

    def vote() -> int:
        headers = {"Origin": site.url, "User-Agent": f"browser {next(numbers)}"}
        request = urllib.request.Request(f"{site.url}{PAGE}answered/", data, headers)
        try:
            with person.opener.open(request, timeout=30) as response:
                return response.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    return at_once(8, seconds, vote)


@attack("searches")
def searches(site: Site, seconds: float) -> str:
    """One network searches for new words each time."""
    person, numbers = Editor(site, ATTACKER), count()
    path = "/search/?q=contract+word{}"
    return at_once(8, seconds, lambda: person.status(path.format(next(numbers))))


@attack("long-paths")
def long_paths(site: Site, seconds: float) -> str:
    """Addresses of 180,000 characters."""
    log = site.var / "server.log"
    before = log.stat().st_size
    asked = at_once(4, seconds, lambda: site.get(f"/{'a' * 180_000}").status)
    return f"{asked}; {(log.stat().st_size - before) // 1024} kB of log"
