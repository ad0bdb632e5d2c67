"""The list of questions in the admin: columns, filters and actions."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.test import Client

from faq.models import AuditEntry, Question
from tests.factories import (
    NOW,
    PAST,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_topic,
)
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = "/admin/faq/question/"


def titles(page: Element) -> list[str]:
    return page.texts("th", cls="field-title")


def act(client: Client, action: str, *questions: Question, **asked: str) -> HttpResponseBase:
    chosen = [str(question.pk) for question in questions]
    return client.post(LIST, {"action": action, "_selected_action": chosen, **asked}, follow=True)


def said(response: HttpResponseBase) -> list[str]:
    return parse(response).one("ul", cls="messagelist").texts("li")


def test_list_shows_topic_status_steps_times_and_owner(as_ines: Client, ines: User) -> None:
    shelf = make_topic(title="Payments")
    make_question(title="Refund?", topic=shelf, steps=["a", "b"], position=1, phrasings=["x", "y"])
    make_draft(title="Later?", topic=shelf, position=2, owner=ines)
    table = parse(as_ines.get(LIST)).one("table", id="result_list")
    head = [cell.text for cell in table.one("thead").all("th")][1:]
    assert head == ["Title", "Topic", "State", "Steps", "Updated", "Reviewed", "Owner"]
    rows = [
        [cell.text for cell in row.walk() if cell.tag in {"th", "td"}][1:]
        for row in table.one("tbody").all("tr")
    ]
    assert rows == [
        ["Refund?", "Payments", "Published Edit", "2", "23 November 2026", "-", "-"],
        ["Later?", "Payments", "Draft", "0", "23 November 2026", "-", "ines"],
    ]


def test_list_begins_and_opens_new_versions(as_ines: Client, as_viewer: Client) -> None:
    question = make_question()
    other = make_question()
    copy = make_copy(other, by=User.objects.get(username="ines"))
    listed = parse(as_ines.get(LIST)).one("table", id="result_list")
    assert listed.one("a", cls="state-edit")["href"] == f"{LIST}{copy.pk}/change/"
    begun = as_ines.post(listed.one("button", cls="state-edit")["formaction"], {"action": ""})
    assert begun.url == f"{LIST}{Question.with_copies.get(copy_of=question).pk}/change/"  # type: ignore[attr-defined]
    assert not parse(as_viewer.get(LIST)).all(cls="state-edit")


def test_list_has_the_order_of_the_site(as_ines: Client) -> None:
    second, first = make_topic(position=2), make_topic(position=1)
    make_question(title="D", topic=second, position=1)
    make_question(title="B", topic=first, position=2)
    make_question(title="C", topic=first, position=2)
    make_question(title="A", topic=first, position=1)
    assert titles(parse(as_ines.get(LIST))) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status__exact=draft", ["Draft"]),
        ("featured__exact=1", ["Featured"]),
        ("q=bicycle", ["Featured"]),
        ("q=plain-address", ["Plain"]),
        ("q=penny", ["Plain"]),
        ("q=nothing-like-it", []),
    ],
)
def test_list_filters_and_searches(as_ines: Client, query: str, expected: list[str]) -> None:
    make_question(title="Plain", slug="plain-address", phrasings=["penny farthing", "penny"])
    make_question(title="Featured", featured=True, summary="About a bicycle.")
    make_draft(title="Draft")
    assert titles(parse(as_ines.get(f"{LIST}?{query}"))) == expected


def test_list_offers_its_filters(as_ines: Client) -> None:
    make_question(topic=make_topic(title="Payments")).audiences.set(
        [make_audience(title="clients")]
    )
    make_question().audiences.set([make_audience(title="agencies")])
    page = parse(as_ines.get(LIST))
    shown = page.one(id="changelist-filter").texts("summary")
    names = ["state", "due for review", "owner", "topic", "audiences", "featured"]
    assert shown == [f"By {name}" for name in names]
    assert page.one("div", id="toolbar").one("div", cls="help").text == (
        "Search in all texts, drafts included, in your own words."
    )


def test_list_query_count_is_constant(as_ines: Client, django_assert_max_num_queries) -> None:
    def count() -> int:
        with django_assert_max_num_queries(13) as counted:
            assert as_ines.get(LIST).status_code == 200
        return len(counted)

    for _ in range(3):
        make_question(steps=["a"])
    few = count()
    for _ in range(47):
        make_question(steps=["a", "b"], phrasings=["x"])
    assert count() == few


def test_publish_shows_it_to_readers_and_logs_the_person(as_ines: Client, ines: User) -> None:
    draft = make_draft(summary="Yes.")
    assert said(act(as_ines, "publish_selected", draft)) == ["Published: 1."]
    draft.refresh_from_db()
    assert draft.status == "published"
    assert draft.published_at is not None
    assert NOW <= draft.published_at < NOW + timedelta(minutes=1)
    assert Client().get(draft.get_absolute_url()).status_code == 200
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.act, entry.name) == (ines, "published", draft.title)


def test_publish_rejects_a_question_without_an_answer(as_ines: Client) -> None:
    empty, full = make_draft(title="Empty?"), make_draft(summary="Yes.", steps=["Go"])
    public = make_question(title="Public?")
    assert said(act(as_ines, "publish_selected", empty, full, public)) == [
        "“Empty?” was not changed. It has no answer yet: write a summary, a body or steps.",
        "“Public?” was not changed. It is already published.",
        "Published: 1.",
    ]
    empty.refresh_from_db()
    public.refresh_from_db()
    assert (empty.status, empty.published_at) == ("draft", None)
    assert public.published_at == PAST


def test_archive_hides_a_question_and_keeps_it(as_ines: Client, ines: User) -> None:
    question, kept = make_question(), make_question()
    assert said(act(as_ines, "archive_selected", question, confirmed="1")) == ["Archived: 1."]
    question.refresh_from_db()
    kept.refresh_from_db()
    assert (question.status, kept.status) == ("archived", "published")
    reader = Client()
    assert reader.get(question.get_absolute_url()).status_code == 410
    assert reader.get(kept.get_absolute_url()).status_code == 200
    assert AuditEntry.objects.get().by == ines


def test_actions_need_permission_to_change(as_viewer: Client) -> None:
    draft, public = make_draft(summary="Yes."), make_question()
    for action in ("publish_selected", "archive_selected", "delete_selected"):
        act(as_viewer, action, draft, public)
    assert list(Question.objects.order_by("pk").values_list("status", flat=True)) == [
        "draft",
        "published",
    ]
    assert parse(as_viewer.get(LIST)).all("select", name="action") == []
