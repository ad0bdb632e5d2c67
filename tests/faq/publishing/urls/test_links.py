"""How links are written in Markdown, and what they lead to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from faq.publishing import archive, snapshot_of
from faq.publishing.style_rules import LinkTarget
from faq.publishing.urls.links import (
    MAX_LINKED_PAGES,
    SitePage,
    link_target_finder,
    page_of,
    pattern,
)
from tests.factories import FUTURE, NOW, PAST, make_copy, make_draft, make_question, make_topic

ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from("/:?#[]()<>@.-")), max_size=80)


@pytest.mark.parametrize(
    ("href", "place"),
    [
        ("/questions/it/", SitePage("question", "it")),
        ("/questions/it.md", SitePage("question", "it")),
        ("/questions/it/#step-2", SitePage("question", "it")),
        ("/de/questions/it/?from=here", SitePage("question", "it")),
        ("{site}/questions/it/", SitePage("question", "it")),
        ("{site}/de/topics/shelf/", SitePage("topic", "shelf")),
        ("/topics/shelf/", SitePage("topic", "shelf")),
        ("/", SitePage("page", "")),
        ("{site}", SitePage("page", "")),
        ("/search/?q=a", SitePage("page", "")),
        ("/media/a.png", SitePage("file", "")),
        ("/questions/it", SitePage("nothing", "")),
        ("/api/nothing", SitePage("nothing", "")),
        ("questions/it/", SitePage("nothing", "")),
        ("#part", SitePage("nothing", "")),
        ("https://[", SitePage("nothing", "")),
        ("https://elsewhere.example/questions/it/", None),
        ("{site}.example/questions/it/", None),
        ("//elsewhere.example/", None),
        ("mailto:a@example.com", None),
    ],
)
def test_page_of_an_address(settings, href: str, place: SitePage | None) -> None:
    settings.SITE_URL = "https://help.example.com"
    assert page_of(href.format(site=settings.SITE_URL)) == place


@given(ANYTHING)
def test_page_of_accepts_any_text(href: str) -> None:
    place = page_of(href)
    assert place is None or place.kind in {"question", "topic", "page", "file", "nothing"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[a](/questions/it/) and [a](</questions/it/#step-1>)", 2),
        ("[a](/questions/it.md 'title')", 1),
        (
            "[a](http://127.0.0.1:8000/de/questions/it/?a=b) <http://127.0.0.1:8000/questions/it/>",
            2,
        ),
        ("[a][b]\n\n[b]: /questions/it/", 1),
        ("[a](/questions/it-2/) [a](/questions/my-it/) [a](/topics/it/) /questions/it/", 0),
        ("[a](https://elsewhere.example/questions/it/)", 0),
    ],
)
def test_pattern_finds_links_in_every_notation(text: str, count: int) -> None:
    assert len(pattern("questions", ["it"]).findall(text)) == count


@pytest.fixture
def find(db: None) -> Callable[[str], LinkTarget]:
    return link_target_finder(snapshot_of(make_draft(slug="mine", steps=["Open it"])), NOW)


def test_target_is_readable_once_readers_can_see_it(find: Callable[[str], LinkTarget]) -> None:
    make_question(slug="it", topic=make_topic(slug="shelf"))
    for href in (
        "/questions/it/",
        "/topics/shelf/",
        "/search/",
        "https://example.com/",
        "mailto:a@b",
    ):
        assert find(href) is LinkTarget.READABLE


def test_target_of_a_former_address_is_its_redirect(
    find: Callable[[str], LinkTarget],
) -> None:
    question = make_question(slug="old", published_at=PAST)
    question.slug = "new"
    question.save()
    assert find("/questions/old/") is LinkTarget.READABLE


def test_target_that_is_not_published_is_waiting(find: Callable[[str], LinkTarget]) -> None:
    make_draft(slug="draft", topic=make_topic(slug="empty"))
    make_question(slug="later", published_at=FUTURE)
    for href in ("/questions/draft/", "/questions/later/", "/topics/empty/"):
        assert find(href) is LinkTarget.WAITING


def test_target_is_looked_up_once_however_often_a_text_links_to_it(
    find: Callable[[str], LinkTarget], django_assert_num_queries
) -> None:
    make_question(slug="it", steps=["Open it", "Close it"])
    # Whether it is there, and how many steps it has.
    with django_assert_num_queries(2):
        assert {find(f"/questions/it/{end}") for end in ("", "#step-1", "#step-2")} == {
            LinkTarget.READABLE
        }


def test_target_of_too_many_pages_is_not_looked_up(
    find: Callable[[str], LinkTarget], django_assert_max_num_queries: Any
) -> None:
    """Check 9: an answer of the greatest length can link to thousands of pages."""
    make_question(slug="seen")
    addresses = ["/questions/seen/", *(f"/topics/t{n}/" for n in range(MAX_LINKED_PAGES))]
    with django_assert_max_num_queries(4 * MAX_LINKED_PAGES):
        found = [find(address) for address in addresses * 3]
    assert found.count(LinkTarget.NOT_CHECKED) == 3
    assert found[: len(addresses)][-2:] == [LinkTarget.MISSING, LinkTarget.NOT_CHECKED]
    others = ("/questions/seen/", "/questions/mine/", "/", "https://example.com")
    assert {find(href) for href in others} == {LinkTarget.READABLE}


def test_target_may_be_the_text_itself(find: Callable[[str], LinkTarget]) -> None:
    assert find("/questions/mine/#step-1") is LinkTarget.READABLE
    assert find("/questions/mine/#step-2") is LinkTarget.NO_STEP
    assert find("#step-1") is LinkTarget.READABLE
    assert find("#step-2") is LinkTarget.NO_STEP
    assert find(f"#step-{'9' * 5000}") is LinkTarget.NO_STEP
    assert [find(href) for href in ("#step-0", "#step", "#menu", "#")] == [LinkTarget.MISSING] * 4


def test_target_is_a_step_that_readers_see(find: Callable[[str], LinkTarget], ines: User) -> None:
    question = make_question(slug="old", published_at=PAST, steps=["Open it", "Close it"])
    question.slug = "new"
    question.save()
    make_copy(question, by=ines).steps.create(position=3, title="Lock it")
    make_draft(slug="draft")
    for href, target in {
        "/questions/new/#step-2": LinkTarget.READABLE,
        "/en/questions/old/#step-2": LinkTarget.READABLE,
        "/questions/new/#step-3": LinkTarget.NO_STEP,
        "/questions/old/#step-3": LinkTarget.NO_STEP,
        f"/questions/new/#step-{'9' * 5000}": LinkTarget.NO_STEP,
        "/questions/new/#step-0": LinkTarget.READABLE,
        "/questions/new/#steps": LinkTarget.READABLE,
        "/topics/new/#step-9": LinkTarget.MISSING,
        "/questions/draft/#step-9": LinkTarget.WAITING,
    }.items():
        assert find(href) is target, href[:40]


def test_target_that_was_archived_or_never_existed_is_missing(
    ines: User, find: Callable[[str], LinkTarget]
) -> None:
    archive(make_question(slug="gone", published_at=PAST), by=ines, at=NOW)
    for href in ("/questions/gone/", "/questions/never/", "/topics/never/", "/nowhere/", "it", ""):
        assert find(href) is LinkTarget.MISSING, href
