"""The running site contacts no other machine."""

from collections.abc import Callable
from pathlib import Path

from tests.html import parse
from tests.site import Site

# Python imports it at the start of every process. It notes where each socket connects, and each name that
# is looked up.
WATCH = """
import os, socket
log = os.environ["NETWORK_LOG"]
def note(what):
    with open(log, "a") as file:
        file.write(f"{what}\\n")
class Watched(socket.socket):
    def connect(self, address):
        note(f"connect {address}")
        return super().connect(address)
    def sendto(self, data, *rest):
        note(f"sendto {rest}")
        return super().sendto(data, *rest)
look_up = socket.getaddrinfo
def getaddrinfo(host, *rest, **more):
    note(f"look up {host}")
    return look_up(host, *rest, **more)
socket.socket, socket.getaddrinfo = Watched, getaddrinfo
note("start")
"""


def test_running_site_connects_to_nothing(make_site: Callable[..., Site], tmp_path: Path) -> None:
    """Checks 22, 91: no page, search, vote, missing page or command needs another machine."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    log = tmp_path / "network.log"
    site = make_site(PYTHONPATH=str(tmp_path), NETWORK_LOG=str(log))
    site.start()
    pages = ["/", "/topics/contracts/", "/questions/end-contract/", "/search/?q=contract", "/feed/"]
    pages += [
        "/nowhere/",
        "/readyz",
        "/admin/login/",
        "/api/v1/topics/",
    ]
    assert {site.get(page).status for page in pages} <= {200, 404}
    form = parse(site.get("/questions/end-contract/").text).one(id="answered").one("form")
    sent = {**form.filled_in(), "answered": "yes"}
    assert site.post("/questions/end-contract/answered/", sent).status == 303
    assert site.manage("search_verify").returncode == 0
    said = log.read_text().splitlines()
    # Of the server, its workers and the command.
    assert said.count("start") >= 2
    assert [line for line in said if line != "start" and "127.0.0.1" not in line] == []
