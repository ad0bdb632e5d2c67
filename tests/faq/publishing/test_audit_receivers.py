"""The audit log records what readers see the effect of, accounts and permissions, whichever program acts."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db.models import Model
from django.test import Client

from faq.models import Audience, AuditEntry, Question, Redirect, Synonym, Topic
from faq.publishing import discard, publish
from faq.publishing.audit_receivers import AUDITED
from tests.factories import (
    NOW,
    PAST,
    make_attachment,
    make_audience,
    make_banner,
    make_copy,
    make_draft,
    make_image,
    make_page,
    make_question,
    make_section,
    make_synonym,
    make_topic,
)
from tests.faq.publishing.stored import Log
from tests.html import parse

pytestmark = pytest.mark.django_db


def test_deletion_in_the_admin_is_logged_with_the_user(as_ines: Client) -> None:
    question, topic = make_draft(title="It?"), make_topic(title="Shelf")
    log = Log()
    for row, model in ((question, "question"), (topic, "topic")):
        as_ines.post(f"/admin/faq/{model}/{row.pk}/delete/", {"post": "yes"})
    assert log.read() == [
        ("ines", "deleted", "question", "It?", ""),
        ("ines", "deleted", "topic", "Shelf", ""),
    ]


def test_bulk_deletion_is_logged_for_each_row(as_owner: Client) -> None:
    shown = [make_draft(title=title) for title in ("One?", "Two?")]
    log = Log()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in shown]}
    as_owner.post("/admin/faq/question/", {**chosen, "delete": "yes"})
    assert Question.objects.count() == 0
    assert sorted(log.read()) == [
        ("olga", "deleted", "question", "One?", ""),
        ("olga", "deleted", "question", "Two?", ""),
    ]


def test_deletion_in_a_shell_is_logged_without_a_user() -> None:
    make_question(title="It?")
    log = Log()
    Question.objects.all().delete()
    assert log.read() == [("", "deleted", "question", "It?", "")]


def test_published_and_discarded_copies_are_not_logged_as_deletions(ines: User) -> None:
    first = make_copy(make_question(title="It?", summary="S."), by=ines, title="How is it?")
    second = make_copy(make_question(), by=ines, title="Never mind?")
    log = Log()
    publish(first, by=ines, at=NOW)
    discard(second, by=ines, at=NOW)
    assert [row[:4] for row in log.read()] == [
        ("ines", "published", "question", "How is it?"),
        ("ines", "discarded a copy of", "question", "Never mind?"),
    ]


def rename(row: Model) -> dict[str, list[str]]:
    """Change every audited field of a row, and return what should stand in the log."""
    expected: dict[str, list[str]] = {}
    other: dict[str, Any] = {
        "slug": "other",
        "icon": "book-open",
        "position": 7,
        "words": "boat, ship",
        "means": "vessel",
        "old_path": "/questions/older/",
        "question": make_question(title="Where to?"),
        "name": "other",
        "title": "Other",
        "password": "other",
        "kind": "warning",
        "topic": make_topic(title="Elsewhere"),
        "starts_at": PAST,
        "ends_at": NOW,
    }
    for name in AUDITED[type(row)]:
        if type(row) is Redirect and name == "topic":
            continue
        value = other.get(name, "other words")
        before = getattr(row, name)
        expected[name] = ["" if before is None else str(before), str(value)]
        setattr(row, name, value)
    if "password" in expected:
        expected["password"] = ["", "…"]
    return expected


def rows(media: Path) -> list[Model]:
    question = make_question(title="How?", slug="how")
    redirect = Redirect.objects.create(old_path="/questions/old/", question=question)
    return [
        *(make_topic(), make_audience(), make_synonym("a, b"), make_image(), redirect),
        make_attachment(),
        *(make_page(), make_banner(), make_section()),
        *(Group.objects.create(name="Others"), User.objects.create_user("tom", password="x" * 20)),
    ]


def test_change_of_every_audited_field_is_logged_with_both_values(media: Path) -> None:
    stored = rows(media)
    assert {type(row) for row in stored} == set(AUDITED)
    for row in stored:
        key = row.pk
        expected = rename(row)
        # A renamed topic leaves an old address behind, which is logged too.
        log = AuditEntry.objects.filter(kind=row._meta.verbose_name_raw)
        count = log.count()
        row.save()
        (entry,) = log.order_by("pk")[count:]
        assert (entry.act, entry.object_key, entry.changes) == ("changed", key, expected), row
        row.save()
        row.delete()
        (entry,) = log.order_by("pk")[count + 1 :]
        gone = {name: [after, ""] for name, (_, after) in expected.items() if name != "password"}
        assert (entry.act, entry.object_key, entry.changes) == ("deleted", key, gone), row


def test_rows_changed_many_at_once_are_logged() -> None:
    Topic.objects.bulk_create([Topic(slug="a", title="A"), Topic(slug="b", title="B")])
    log = Log()
    Topic.objects.filter(slug__in=["a", "b"]).update(position=3)
    Topic.objects.filter(slug="a").update(position=3)
    Synonym.objects.bulk_create([Synonym(words="a, b")])
    Audience.objects.update(title="x")
    assert [row[1:] for row in log.read()] == [
        ("changed", "topic", "A", "position: 0 → 3"),
        ("changed", "topic", "B", "position: 0 → 3"),
        ("added", "synonym", "a, b", "words: a, b"),
    ]


def test_renamed_question_logs_the_old_address_that_leads_to_it() -> None:
    question = make_question(title="How?", slug="how")
    log = Log()
    question.slug = "why"
    question.save()
    assert log.read() == [
        ("", "added", "old address", "/questions/how/", "old_path: /questions/how/; question: How?")
    ]


def test_archived_question_logs_what_its_readers_see(as_rafi: Client) -> None:
    old, new = (
        make_question(title="How?", slug="how", status="archived"),
        make_question(title="New?"),
    )
    address = f"/admin/faq/question/{old.pk}/change/"
    form = parse(as_rafi.get(address)).one("form", id="question_form").filled_in()
    log = Log()
    answer = as_rafi.post(address, {**form, "replaced_by": new.pk, "summary": "S."})
    assert answer.status_code == 302
    assert log.read() == [
        ("rafi", "changed", "question", "How?", "replaced_by: New?"),
        ("rafi", "changed", "question", "How?", "Changed Summary and Replaced by."),
    ]


def test_draft_written_in_the_admin_is_logged_beyond_its_author(
    as_ines: Client, ines: User, index: Path
) -> None:
    form = parse(as_ines.get("/admin/faq/question/add/")).one("form", id="question_form")
    sent = {**form.filled_in(), "title": "How?", "topic": make_topic().pk}
    log = Log()
    assert as_ines.post("/admin/faq/question/add/", sent).status_code == 302
    address = f"/admin/faq/question/{Question.objects.get().pk}/change/"
    form = parse(as_ines.get(address)).one("form", id="question_form")
    as_ines.post(address, {**form.filled_in(), "summary": "So."})
    ines.delete()
    assert LogEntry.objects.count() == 0
    assert log.read()[:2] == [
        ("ines", "added", "question", "How?", "Added."),
        ("ines", "changed", "question", "How?", "Changed Summary."),
    ]


def test_fixture_logs_what_it_changes(index: Path, tmp_path: Path) -> None:
    Synonym.objects.create(words="a, b")
    fixture = tmp_path / "some.json"
    fixture.write_text(
        '[{"model": "faq.synonym", "fields": {"words": "a, b", "means": "c"}},'
        '{"model": "faq.topic", "fields": {"slug": "pods", "title": "Pods"}}]'
    )
    log = Log()
    call_command("loaddata", str(fixture), verbosity=0)
    call_command("loaddata", str(fixture), verbosity=0)
    assert [row[1:] for row in log.read()] == [
        (
            "added",
            "topic",
            "Pods",
            "title: Pods; slug: pods; icon: circle-question-mark; position: 0",
        ),
        ("changed", "synonym", "a, b → c", "means: c"),
    ]


def test_fixture_logs_the_questions_that_it_changes(index: Path, tmp_path: Path) -> None:
    make_question(
        slug="how", title="How?", summary="S.", steps=["Open it"], phrasings=["in what way"]
    )
    make_question(slug="same", title="Same?", topic=make_topic(slug="pods"))
    fixture = tmp_path / "some.json"
    new = {"topic": ["pods"], "slug": "new", "title": "New?", "status": "published"}
    rows = [
        {"model": "faq.question", "fields": new},
        {"model": "faq.question", "fields": {**new, "slug": "same", "title": "Same?"}},
        {"model": "faq.step", "fields": {"question": ["how"], "position": 1, "title": "Shut it"}},
        {"model": "faq.phrasing", "fields": {"question": ["how"], "text": "by what means"}},
    ]
    fixture.write_text(json.dumps(rows))
    log = Log()
    call_command("loaddata", str(fixture), verbosity=0)
    call_command("loaddata", str(fixture), verbosity=0)
    entries = AuditEntry.objects.order_by("pk")[log.begun :]
    assert [(each.act, each.name, each.detail) for each in entries] == [
        ("imported", "How?", "some.json"),
        ("imported", "New?", "some.json"),
    ]
    assert entries[0].changes == {
        "steps": ["1. Open it", "1. Shut it"],
        "phrasings": ["in what way", "in what way\nby what means"],
    }
    assert entries[1].changes["title"] == ["", "New?"]
