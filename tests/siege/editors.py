"""What an editor can send: texts that are costly to read, and imports of the greatest size."""

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import Any

from tests.editor import Editor
from tests.siege.attacks import ATTACKER, at_once, attack
from tests.site import Site

NAME, PASSWORD = "ines", "correct horse battery staple"
QUESTIONS = "/admin/faq/question/"

# Two revisions of one question, whose comparison repeats the same two words over and over.
REVISIONS = """
from django.utils import timezone
from faq.models import Question
from faq.publishing.content_snapshot import snapshot_of
from faq.publishing.revisions import create_revision
question = Question.objects.get(slug="end-contract")
content = snapshot_of(question)
numbers = [
    create_revision(question, {**content, "body": body}, by=None, at=timezone.now()).number
    for body in ("a\\nb\\n" * 750, "a\\n" * 1500)
]
print(f"{question.pk}/compare/?from={numbers[0]}&to={numbers[1]}")
"""


def editor(site: Site) -> Editor:
    """Return an editor of the site who has signed in."""
    site.environment.update(EDITOR_NAME=NAME, EDITOR_PASSWORD=PASSWORD)
    site.manage("editor")
    person = Editor(site, ATTACKER)
    person.sign_in(NAME, PASSWORD)
    return person


def post(site: Site, seconds: float, path: str, **fields: Any) -> str:
    """Send a form of an editor four times at once."""
    person = editor(site)
    fields["csrfmiddlewaretoken"] = person.token()
    return at_once(4, seconds, lambda: person.status(QUESTIONS + path, fields))


@attack("preview-bomb")
def preview_bomb(site: Site, seconds: float) -> str:
    return post(site, seconds, "add/preview/", body="**a" + " > b" * 14 + " *x***")


@attack("style-bomb")
def style_bomb(site: Site, seconds: float) -> str:
    return post(site, seconds, "findings/", body="A. " * 6_600)


@attack("sentence-bomb")
def sentence_bomb(site: Site, seconds: float) -> str:
    return post(site, seconds, "from-page/", text="A. " * 16_000, format="text")


@attack("comparison")
def comparison(site: Site, seconds: float) -> str:
    path = QUESTIONS + site.manage("shell", "--verbosity=0", "-c", REVISIONS).stdout.strip()
    person = editor(site)
    return at_once(8, seconds, lambda: person.status(path))


@attack("huge-table")
def huge_table(site: Site, seconds: float) -> str:
    steps = "\n".join(f"{number}. Open it" for number in range(1, 6_001))
    table = f'slug,title,topic,steps\r\nhuge,How do I do all of it?,payments,"{steps}"\r\n'
    person = editor(site)
    parts = {"csrfmiddlewaretoken": person.token(), 'table"; filename="a.csv': table}
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    request = urllib.request.Request(
        f"{site.url}{QUESTIONS}import/",
        f"{body}--x--\r\n".encode(),
        {"Content-Type": "multipart/form-data; boundary=x", "Referer": site.url},
    )

    def send() -> str:
        with person.opener.open(request, timeout=60) as response:
            page = response.read().decode()
        return "accepted" if 'name="token"' in page else f"{response.status} with a message"

    return at_once(1, seconds, send)


@attack("huge-fixture")
def huge_fixture(site: Site, seconds: float) -> str:
    question = {"topic": ["payments"], "slug": "huge", "title": "How?", "status": "published"}
    path = site.var / "huge.json"
    path.write_text(json.dumps([{"model": "faq.question", "fields": question}, *_steps(6_000)]))
    try:
        done = site.manage("loaddata", str(path), timeout=60)
    except subprocess.TimeoutExpired:
        return "stopped, because it still loaded after 60 s"
    if done.returncode == 0:
        asked = at_once(2, seconds, lambda: site.get("/questions/huge/").status)
        return f"loaded; its page: {asked}"
    return f"refused: {done.stderr.strip().splitlines()[-1][:120]}"


def _steps(count: int) -> Iterator[dict[str, Any]]:
    for position in range(1, count + 1):
        fields = {"question": ["huge"], "position": position, "title": "Open it"}
        yield {"model": "faq.step", "fields": fields}
