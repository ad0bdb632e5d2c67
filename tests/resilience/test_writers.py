"""Many writers at once, on the real database: nobody is turned away and nothing is lost."""

from collections.abc import Callable
from contextlib import ExitStack

from tests.resilience.readers import PAGES, reading
from tests.resilience.work import Workshop, query, waiting
from tests.site import Site

MakeSite = Callable[..., Site]

WRITERS = """
import threading
from django.db import connection
from faq.models import Question
errors = []
def write(slug, times):
    try:
        with connection.cursor() as cursor:
            # SQLite serves those who wait in no order, so programs wait longer than pages may.
            cursor.execute("PRAGMA busy_timeout = 60000")
        question = Question.objects.get(slug=slug)
        for number in range(1, times + 1):
            question.summary = "Walrus " + str(number)
            question.save()
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()
threads = [threading.Thread(target=write, args=(slug, {times})) for slug in {slugs}]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, errors
"""


# On a busy machine, saves that are being indexed keep the lock from a rebuild for longer than it waits.
REBUILD = """
from faq.search.index import rebuild
rebuild.LOCK_TIMEOUT = 60
call_command("search_rebuild")
"""


def chosen(site: Site, count: int) -> list[str]:
    rows = query(site, "SELECT slug FROM faq_question WHERE status = 'published' ORDER BY id")
    return [str(slug) for (slug,) in rows[:count]]


def test_eight_writers_of_forty_saves_lose_nothing(make_site: MakeSite) -> None:
    """Check 76, 84: two processes with four threads each; no error, no repair needed."""
    site = make_site()
    site.start()
    slugs = chosen(site, 8)
    with ExitStack() as stack:
        halves = [stack.enter_context(Workshop(site)) for _ in range(2)]
        with reading(site, *PAGES):
            for workshop, part in zip(halves, (slugs[:4], slugs[4:]), strict=True):
                workshop.start(WRITERS.format(times=40, slugs=part))
            for workshop in halves:
                assert workshop.succeeds(), workshop.log.read_text()[-3000:]
        assert waiting(site) == 0
        assert halves[0].verifies()
        assert [workshop.log.read_text().count("locked") for workshop in halves] == [0, 0]
    summaries = query(site, "SELECT DISTINCT summary FROM faq_question WHERE summary LIKE 'Wal%'")
    assert summaries == [("Walrus 40",)]


def test_saves_during_rebuilds_are_in_the_index_afterwards(make_site: MakeSite) -> None:
    """Check 84, 85: what is saved while an index is built and switched to is not lost."""
    site = make_site()
    with Workshop(site) as saving, Workshop(site) as rebuilding:
        saving.start(WRITERS.format(times=60, slugs=chosen(site, 4)))
        for _ in range(4):
            rebuilding.run(REBUILD)
        assert saving.succeeds(), saving.log.read_text()[-3000:]
        assert waiting(site) == 0
        assert rebuilding.verifies()
