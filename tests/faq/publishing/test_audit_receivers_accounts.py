"""What the audit log says of accounts, their groups and their rights."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from faq.models import AuditEntry, Topic
from faq.publishing.audit import acting_user
from tests.faq.publishing.stored import Log
from tests.people import group

pytestmark = pytest.mark.django_db


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
        ("", "added", "user", "tom", "username: tom"),
        ("", "changed the rights of", "user", "tom", "is_staff: yes"),
        ("", "added", "user", "reader", "username: reader"),
        ("", "changed", "user", "tom", "first_name: Tom"),
        ("", "changed the rights of", "user", "tom", "is_active: no"),
        ("", "deleted", "user", "tom", ""),
    ]


def test_user_who_deletes_their_account_is_named(as_owner: Client, owner: User) -> None:
    log = Log()
    as_owner.post(f"/admin/auth/user/{owner.pk}/delete/", {"post": "yes"})
    assert User.objects.count() == 0
    assert log.read() == [("olga", "deleted", "user", "olga", "")]
    assert AuditEntry.objects.get(act="deleted").by is None


def test_log_outlives_the_people_in_it(as_owner: Client, owner: User, ines: User) -> None:
    with acting_user(ines):
        topic = Topic.objects.create(title="Pods", slug="pods")
    key = ines.pk
    as_owner.post(f"/admin/auth/user/{ines.pk}/delete/", {"post": "yes"})
    entry = AuditEntry.objects.get(kind="topic")
    assert (entry.by, entry.by_key, entry.by_name) == (None, key, "ines")
    assert (entry.name, entry.object_key, entry.act) == ("Pods", topic.pk, "added")


def test_password_is_not_in_the_log(owner: User) -> None:
    """Check 61."""
    log = Log()
    owner.set_password("a new secret phrase")
    owner.save()
    assert log.read() == [("", "changed", "user", "olga", "password: …")]
    assert owner.password not in str(list(AuditEntry.objects.values()))


def test_signing_in_is_no_change(client: Client, owner: User) -> None:
    log = Log()
    client.force_login(owner)
    assert log.read() == []
