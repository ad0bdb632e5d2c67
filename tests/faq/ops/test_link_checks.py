"""Which addresses published questions link to, and what is kept of them."""

from datetime import datetime, timedelta

import pytest

from faq.models import LinkCheck
from faq.ops.link_checks import check_external_links, find_links, save_links
from faq.ops.link_client import LinkStatus
from tests.factories import FUTURE, NOW, PAST, make_draft, make_link_check, make_question

pytestmark = pytest.mark.django_db

GONE = LinkStatus(LinkCheck.Problem.GONE, 404, True)


def stored() -> dict[str, tuple[str, bool, list[str]]]:
    """By address: the problem, whether it is broken, and the slugs of what links there."""
    rows = LinkCheck.objects.order_by("url")
    return {
        row.url: (row.problem, row.is_broken, sorted(each.slug for each in row.questions.all()))
        for row in rows
    }


def test_collect_looks_through_bodies_steps_and_cautions() -> None:
    one = make_question(body="[a](https://a.example/?x=1&y=2#part) [w](mailto:a@example.com)")
    two = make_question(steps=["Open it"])
    step = two.steps.get()
    step.body, step.caution = (
        "[gone](/questions/gone/) [self](#step-1)",
        "[a](https://a.example/?x=1&y=2)",
    )
    step.save()
    found = find_links(NOW)
    assert found.inside == {"/questions/gone/": {two.pk}}
    assert found.outside == {"https://a.example/?x=1&y=2": {one.pk, two.pk}}


def test_collect_leaves_alone_what_leads_somewhere() -> None:
    question = make_question(slug="old", published_at=PAST)
    page = make_question(
        body="[a](/questions/old/) [b](/search/) [c](http://127.0.0.1:8000/questions/old/) "
        "[d](/questions/never/)"
    )
    question.slug = "new"
    question.save()
    assert '<a href="/questions/old/"' in page.body_html
    assert find_links(NOW).inside == {"/questions/never/": {page.pk}}


def test_collect_finds_links_to_what_readers_cannot_see_yet() -> None:
    make_draft(slug="draft")
    page = make_question(body="[a](/questions/draft/) [b](http://127.0.0.1:8000/questions/draft/)")
    assert find_links(NOW).inside == {
        "/questions/draft/": {page.pk},
        "http://127.0.0.1:8000/questions/draft/": {page.pk},
    }


def test_collect_looks_at_nothing_that_is_not_published() -> None:
    """What a draft links to may be a secret."""
    make_draft(body="[a](https://secret.example/)")
    make_question(body="[a](https://secret.example/)", published_at=FUTURE)
    assert find_links(NOW) == ({}, {})
    assert list(find_links(FUTURE).outside) == ["https://secret.example/"]


def test_note_keeps_what_is_known_and_forgets_what_nobody_links_to() -> None:
    make_link_check(url="https://nobody.example/")
    kept = make_link_check(url="https://a.example/", code=410)
    make_question(
        slug="one", body="[a](https://a.example/) [b](https://b.example/) [c](/questions/c/)"
    )
    make_question(slug="two", body="[a](https://a.example/)")
    for _ in range(2):
        save_links(find_links(NOW), NOW)
    assert stored() == {
        "/questions/c/": ("gone", True, ["one"]),
        "https://a.example/": ("gone", True, ["one", "two"]),
        "https://b.example/": ("", False, ["one"]),
    }
    assert LinkCheck.objects.get(pk=kept.pk).code == 410


def test_note_bears_that_a_question_was_deleted_meanwhile() -> None:
    question = make_question(body="[a](https://a.example/)")
    found = find_links(NOW)
    question.delete()
    save_links(found, NOW)
    assert stored() == {"https://a.example/": ("", False, [])}


def test_visit_begins_with_what_has_waited_longest_and_stops_in_time() -> None:
    urls = [f"https://{name}.example/" for name in "abcd"]
    for url, days in zip(urls, (1, 3, 2), strict=False):
        make_link_check(url=url, problem="", is_broken=False, checked_at=NOW - timedelta(days=days))
    make_link_check(url=urls[3], problem="", is_broken=False, checked_at=None)
    make_link_check(url="/questions/inside/", checked_at=None)
    seen: list[str] = []

    def check(url: str) -> LinkStatus:
        seen.append(url)
        return GONE

    def clock() -> datetime:
        return NOW

    assert check_external_links(urls, check, limit=2, is_over=lambda: False, clock=clock) == 2
    assert (
        check_external_links(urls, check, limit=9, is_over=lambda: len(seen) >= 3, clock=clock) == 1
    )
    assert seen == [urls[3], urls[1], urls[2]]
    looked = LinkCheck.objects.filter(checked_at=NOW)
    assert {(row.url, row.code, row.is_broken) for row in looked} == {
        (url, 404, True) for url in seen
    }
