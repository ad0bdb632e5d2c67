"""E-mail of a running site: it arrives, and a server that hangs holds up nobody."""

import time
from collections.abc import Callable

from tests.editor import Editor
from tests.site import Site
from tests.smtp import mail_server

PREPARE = """
from django.contrib.auth.models import User
from faq.models import Question, Topic
for name in ("ines", "rafi"):
    User.objects.create_superuser(name, f"{name}@example.com", "a long password")
question = Question.objects.create(
    title="How?", slug="how", summary="S.", topic=Topic.objects.first(),
    owner=User.objects.get(username="ines"),
)
print(question.pk)
"""


def test_comment_is_saved_while_the_server_hangs_and_sent_when_it_is_back(
    make_site: Callable[..., Site],
) -> None:
    """Nothing waits for e-mail: while the server says nothing, the comment is stored and shown."""
    with mail_server() as server:
        site = make_site(EMAIL_URL=f"smtp://127.0.0.1:{server.port}", EMAIL_FROM="help@example.com")
        key = site.manage("shell", "--no-imports", "-c", PREPARE).stdout.strip()
        site.start()
        rafi = Editor(site)
        rafi.sign_in("rafi", "a long password")
        server.hangs = True
        form: dict[str, str | list[str]] = {"text": "Say which one."}
        form["csrfmiddlewaretoken"] = rafi.token()
        page = rafi.open(f"/admin/faq/question/{key}/do/comment/", form)
        assert "Say which one." in page
        assert server.messages == []
        while not server.connection_count:
            time.sleep(0.05)
        server.hangs = False
        server.ended.set()
        # As from cron, a minute later.
        code = "from faq.models import Notification as N; N.objects.update(next_attempt_at='2026-01-01')"
        assert site.manage("shell", "--no-imports", "-c", code).returncode == 0
        site.manage("mail_send")
        (message,) = server.messages
        assert (message["To"], message["Subject"]) == (
            "ines@example.com",
            "[Helpcenter] rafi commented on “How?”",
        )
