"""Measures the site with many questions: `make scale`, or python -m tests.scale QUESTIONS [CORPORA]."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.site import Site

ADDRESSES = [
    "/",
    "/topics/{topic}/",
    "/questions/{question}/",
    "/search/?q=end+a+contract",
    "/gone/",
]
PROBE = """
import time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from faq.models import Question
client = Client()
visible = Question.objects.published(timezone.now())
question = visible.select_related("topic").order_by("pk").last()
for address in {addresses}:
    address = address.format(topic=question.topic.slug, question=question.slug)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        status = client.get(address).status_code
        spent = time.process_time() - start
    print(f"  {{status}}  {{len(queries)}} queries  {{spent * 1000:6.1f}} ms CPU  {{address}}")
"""


def main(questions: str, corpora: str | None) -> None:
    folder = Path(tempfile.mkdtemp(prefix="helpcenter-scale-"))
    try:
        site = Site(folder / "var", ALLOWED_HOSTS="testserver", PYTHONWARNINGS="ignore")
        print("The sample:")
        _run(site, "setup")
        print(_run(site, "shell", "--verbosity=0", "-c", PROBE.format(addresses=ADDRESSES)))
        fixture = str(folder / "many.json")
        more = ["--corpora", corpora] if corpora else []
        print(_run(site, "fixture_generate", questions, fixture, *more))
        for command in (["loaddata", fixture], ["search_verify"], ["search_rebuild"]):
            start = time.monotonic()
            said = _run(site, *command).strip()
            print(f"{command[0]}: {time.monotonic() - start:.1f} s. {said}")
        print(_run(site, "shell", "--verbosity=0", "-c", PROBE.format(addresses=ADDRESSES)))
    finally:
        shutil.rmtree(folder)


def _run(site: Site, *arguments: str) -> str:
    done = site.manage(*arguments, timeout=1800)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
