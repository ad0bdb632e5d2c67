"""What readers see beside questions is changed by people who may publish, and deleted only when unused."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.test import Client

from faq.models import Audience, AuditEntry, Question, Synonym, Topic
from faq.publishing import NotAllowed, permissions
from faq.publishing.ordering import reorder
from tests.factories import (
    FUTURE,
    NOW,
    PAST,
    make_audience,
    make_copy,
    make_draft,
    make_question,
    make_section,
    make_synonym,
    make_topic,
)
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

ASK = "Readers notice a change here, so only people who can publish make one. Ask rafi."


def page(row: Model, kind: str = "change") -> str:
    return f"/admin/faq/{row._meta.model_name}/{row.pk}/{kind}/"


def used_by(question: Question) -> list[Model]:
    """Return the topic, the section and an audience of a question."""
    audience = make_audience(title="clients")
    question.audiences.add(audience)
    question.section = make_section(topic=question.topic)
    question.save()
    return [question.topic, question.section, audience]


def save(client: Client, row: Model, **values: Any) -> int:
    fields = {"title": "x", "slug": "x", "summary": "", "icon": "key-round", "position": 0}
    return client.post(page(row), {**fields, **values}).status_code


@pytest.mark.parametrize("state", ["published", "scheduled"])
def test_editor_cannot_change_what_readers_see(
    as_ines: Client, rafi: User, as_rafi: Client, state: str
) -> None:
    """Check 34."""
    published_at = FUTURE if state == "scheduled" else PAST
    for row in used_by(make_question(published_at=published_at)):
        before = list(type(row)._base_manager.values())
        form = parse(as_ines.get(page(row)))
        assert form.one("p", cls="faq-refusal").text == ASK
        assert form.all("input", name="_save") == []
        assert save(as_ines, row) == 403
        assert as_ines.post(page(row, "delete"), {"post": "yes"}).status_code == 403
        assert list(type(row)._base_manager.values()) == before
        assert not parse(as_rafi.get(page(row))).all("p", cls="faq-refusal")
        assert save(as_rafi, row) == 302


def test_editor_changes_what_only_drafts_use(as_ines: Client, rafi: User) -> None:
    for row in used_by(make_draft()):
        assert not parse(as_ines.get(page(row))).all("p", cls="faq-refusal")
        assert save(as_ines, row) == 302
    topic, audience = make_topic(), make_audience()
    for row in (topic, audience):
        assert as_ines.post(page(row, "delete"), {"post": "yes"}).status_code == 302
        assert not type(row)._base_manager.filter(pk=row.pk).exists()


def test_editor_publishes_and_changes_everything_where_there_is_no_reviewer(
    as_ines: Client,
) -> None:
    for row in used_by(make_question()):
        assert save(as_ines, row) == 302
    assert as_ines.post("/admin/faq/synonym/add/", {"words": "a, b"}).status_code == 302


def test_only_people_who_publish_change_synonyms(as_ines: Client, as_rafi: Client) -> None:
    """Check 34."""
    row = make_synonym("scam, fraud")
    for address in ("/admin/faq/synonym/", page(row)):
        assert parse(as_ines.get(address)).one("p", cls="faq-refusal").text == ASK
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    sent: list[tuple[str, dict[str, Any]]] = [
        ("/admin/faq/synonym/add/", {"words": "a, b"}),
        (page(row), {"words": "a, b"}),
        (page(row, "delete"), {"post": "yes"}),
        ("/admin/faq/synonym/", chosen),
    ]
    for address, values in sent:
        as_ines.post(address, values)
        assert list(Synonym.objects.values_list("words", flat=True)) == ["scam, fraud"]
    assert as_rafi.post(page(row), {"words": "a, b"}).status_code == 302


def test_order_of_a_public_topic_is_changed_by_people_who_publish(
    as_ines: Client, ines: User, rafi: User
) -> None:
    """Check 34."""
    topic = make_question().topic
    other = make_draft(topic=topic)
    assert as_ines.get(page(topic, "order")).status_code == 403
    with pytest.raises(NotAllowed):
        reorder(topic, {other.pk: 1}, {other.pk: 2}, by=ines, at=NOW)
    reorder(topic, {other.pk: 1}, {other.pk: 2}, by=rafi, at=NOW)
    draft = make_draft()
    reorder(draft.topic, {draft.pk: 1}, {draft.pk: 2}, by=ines, at=NOW)


@pytest.mark.parametrize("kind", ["draft", "published", "archived", "copy"])
def test_row_in_use_is_not_deleted_and_the_page_says_what_uses_it(
    as_owner: Client, owner: User, kind: str
) -> None:
    question = make_draft(title="How?") if kind == "draft" else make_question(title="How?")
    rows = used_by(question)
    if kind == "archived":
        Question.objects.update(status="archived")
    if kind == "copy":
        copy = make_copy(question, by=owner)
        question.audiences.clear()
        question = copy
    link = ("How?", f"/admin/faq/question/{question.pk}/change/")
    for row in rows:
        answer = as_owner.post(page(row, "delete"), {"post": "yes"})
        shown = parse(answer).one(id="content")
        assert [
            (text.partition(" (")[0], url) for text, url in shown.one(id="deleted-objects").links()
        ][-1] == link
        assert "object (" not in shown.text
        assert type(row)._base_manager.filter(pk=row.pk).exists()
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        answer = as_owner.post(f"/admin/faq/{row._meta.model_name}/", chosen)
        assert "Nothing was deleted" in parse(answer).one(id="content").text
        assert type(row)._base_manager.filter(pk=row.pk).exists()
        assert link[0] in parse(as_owner.get(page(row))).one("section", cls="faq-uses").text


def test_audience_in_use_is_deleted_by_no_program(ines: User) -> None:
    question = make_question()
    _, _, audience = used_by(question)
    with pytest.raises(ProtectedError), transaction.atomic():
        Audience.objects.all().delete()
    question.audiences.clear()
    audience.delete()
    assert not Audience.objects.exists()


def test_long_list_of_uses_is_cut_and_counted(as_owner: Client) -> None:
    topic = make_topic()
    for _ in range(52):
        make_draft(topic=topic)
    shown = parse(as_owner.get(page(topic, "delete"))).one(id="deleted-objects").texts("li")
    assert (len(shown), shown[-1]) == (51, "and 2 more")


def test_readers_of_an_archived_question_are_sent_on_by_people_who_publish(
    as_ines: Client, as_rafi: Client
) -> None:
    """Check 34."""
    old, new = make_question(status="archived", slug="old"), make_question()
    address = f"/admin/faq/question/{old.pk}/change/"
    for client, replaced_by, slug in ((as_ines, None, "old"), (as_rafi, new.pk, "other")):
        form = parse(client.get(address)).one("form", id="question_form").filled_in()
        sent = {**form, "slug": "other", "replaced_by": new.pk, "title": "How?"}
        assert client.post(address, sent).status_code == 302
        old.refresh_from_db()
        assert (old.title, old.replaced_by_id, old.slug) == ("How?", replaced_by, slug)


def test_publishers_are_reviewers_or_else_the_owners(ines: User, owner: User) -> None:
    assert list(permissions.publishers()) == [owner]


def test_refused_change_is_not_in_the_log(as_ines: Client, rafi: User) -> None:
    topic = make_question().topic
    count = AuditEntry.objects.count()
    save(as_ines, topic)
    assert (AuditEntry.objects.count(), Topic.objects.get().pk) == (count, topic.pk)
