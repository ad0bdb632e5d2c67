"""The audit log records deletions and changed permissions."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from faq.models import AuditEntry, Question
from faq.publishing import discard, publish
from faq.publishing.audit import acting_user, current_user, name_of, record
from tests.conftest import group
from tests.factories import NOW, make_copy, make_draft, make_question, make_topic


def test_entry_with_long_names_fits_its_columns(ines: User) -> None:
    ines.first_name, ines.last_name = "I" * 150, "S" * 150
    ines.full_clean()
    entry = record(AuditEntry.Act.SUBMITTED, make_draft(), by=ines, at=NOW, detail="d" * 600)
    entry.full_clean()
    assert (entry.by_name, entry.detail) == ("I" * 150, "d" * 500)


def test_name_of_none_is_empty(ines: User) -> None:
    assert (name_of(None), name_of(ines)) == ("", "ines")


pytestmark = pytest.mark.django_db


class Log:
    """What was noted since it was begun."""

    def __init__(self) -> None:
        self.begun = AuditEntry.objects.count()

    def read(self) -> list[tuple[str, str, str, str, str]]:
        rows = AuditEntry.objects.order_by("pk")[self.begun :]
        return [(row.by_name, row.act, row.kind, row.name, row.detail) for row in rows]


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
    as_owner.post("/admin/faq/question/", {**chosen, "post": "yes"})
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


def test_rights_of_a_user_are_logged_from_both_sides(ines: User) -> None:
    reviewers, editors = group("Reviewers"), group("Editors")
    may = Permission.objects.get(codename="publish_question")
    log = Log()
    ines.groups.add(reviewers, editors)
    editors.user_set.remove(ines)
    ines.groups.clear()
    ines.groups.clear()
    editors.user_set.add(ines)
    editors.user_set.clear()
    ines.user_permissions.set([may])
    ines.user_permissions.set([])
    assert log.read() == [
        ("", "gave rights to", "user", "ines", "Reviewers"),
        ("", "took rights from", "user", "ines", "Editors"),
        ("", "took rights from", "user", "ines", "Reviewers"),
        ("", "gave rights to", "user", "ines", "Editors"),
        ("", "took rights from", "user", "ines", "Editors"),
        ("", "gave rights to", "user", "ines", "publish_question"),
        ("", "took rights from", "user", "ines", "publish_question"),
    ]


def test_rights_of_a_group_are_logged(owner: User) -> None:
    others = Group.objects.create(name="Others")
    may = Permission.objects.filter(codename__in=["add_topic", "change_topic"])
    log = Log()
    with acting_user(owner):
        others.permissions.set(may)
        may[0].group_set.clear()
        others.delete()
    assert [row[1:] for row in log.read()] == [
        ("gave rights to", "group", "Others", "add_topic, change_topic"),
        *[
            ("took rights from", "group", each.name, "add_topic")
            for each in Group.objects.filter(name__in=["Editors", "Reviewers"])
        ],
        ("took rights from", "group", "Others", "add_topic"),
        ("deleted", "group", "Others", ""),
    ]
    assert {row[0] for row in log.read()} == {"olga"}


def test_rights_given_in_the_admin_are_logged_with_the_user(as_owner: Client, ines: User) -> None:
    values = {
        "username": "ines",
        "is_active": "on",
        "is_superuser": "on",
        "groups": [group("Reviewers").pk],
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00:00",
    }
    log = Log()
    answer = as_owner.post(f"/admin/auth/user/{ines.pk}/change/", values)
    assert answer.status_code == 302
    assert log.read() == [
        ("olga", "changed the rights of", "user", "ines", "is_staff: no, is_superuser: yes"),
        ("olga", "took rights from", "user", "ines", "Editors"),
        ("olga", "gave rights to", "user", "ines", "Reviewers"),
    ]


def test_accounts_that_become_staff_or_inactive_are_logged(client: Client) -> None:
    log = Log()
    tom = User.objects.create_user("tom", is_staff=True)
    User.objects.create_user("reader")
    client.force_login(tom)
    tom.first_name = "Tom"
    tom.save()
    tom.is_active = False
    tom.save(update_fields=["first_name"])
    tom.save()
    tom.delete()
    assert log.read() == [
        ("", "changed the rights of", "user", "tom", "is_staff: yes"),
        ("", "changed the rights of", "user", "tom", "is_active: no"),
        ("", "deleted", "user", "tom", ""),
    ]


def test_user_who_deletes_their_account_is_named(as_owner: Client, owner: User) -> None:
    log = Log()
    as_owner.post(f"/admin/auth/user/{owner.pk}/delete/", {"post": "yes"})
    assert User.objects.count() == 0
    assert log.read() == [("olga", "deleted", "user", "olga", "")]
    assert AuditEntry.objects.get(act="deleted").by is None


def test_current_user_is_none_after_a_request(as_owner: Client) -> None:
    as_owner.get("/admin/")
    assert current_user() is None
