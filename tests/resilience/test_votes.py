"""Votes at once, and in hundreds: every reader counts once, and nobody is turned away."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.html import parse
from tests.resilience.work import query
from tests.site import Answer, Site

PAGE = "/questions/end-contract/"


def test_votes_at_once_count_once_for_each_reader(make_site: Callable[..., Site]) -> None:
    """Check 57: eight readers press both buttons ten times, all at the same time."""
    site = make_site(WEB_CONCURRENCY="2")
    site.start()
    forms = parse(site.get(PAGE).text)
    vote = forms.one(id="answered").one("form").filled_in()
    report = forms.one(id="stuck-2").one("form").filled_in()

    def press(number: int) -> list[Answer]:
        reader = {"User-Agent": f"browser {number % 8}"}
        answered = "yes" if number % 3 else "no"
        return [
            site.post(f"{PAGE}answered/", {**vote, "answered": answered}, **reader),
            site.post(f"{PAGE}stuck/", {**report, "reason": "other"}, **reader),
        ]

    with ThreadPoolExecutor(max_workers=8) as readers:
        answers = [answer for both in readers.map(press, range(80)) for answer in both]
    assert Counter(answer.status for answer in answers) == {303: 160}
    for table in ("faq_vote", "faq_stuckreport"):
        counted = query(site, f"SELECT count(*), count(DISTINCT reader) FROM {table}")
        assert counted == [(8, 8)]
    log = (site.var / "server.log").read_text()
    assert "locked" not in log
    assert "127.0.0.1" not in log.replace(site.url, "")
