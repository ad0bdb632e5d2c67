"""The cast: an editor, a reviewer and others, and clients in which they are signed in."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.test import Client

from faq.models import AuditEntry

PASSWORD = "correct horse battery staple"


def group(name: str) -> Group:
    """A group of the migration's, which a test that emptied the database may have taken away."""
    if not Group.objects.filter(name=name).exists():
        import_module("faq.migrations.0001_initial").make_groups(apps, None)
        import_module("faq.migrations.0014_section").give_rights(apps, None)
        import_module("faq.migrations.0015_pages_and_banners").add_rights(apps, None)
        import_module("faq.migrations.0017_attachment").add_rights(apps, None)
        # Whoever gives rights is in the audit log; here nobody did.
        QuerySet(AuditEntry).delete()
    return Group.objects.get(name=name)


def cast(name: str, *groups: str, **fields: Any) -> User:
    """Somebody who is there before it begins, so that nothing of it is noted in the audit log."""
    user = User(username=name, password=make_password(PASSWORD), is_staff=True, **fields)
    User.objects.bulk_create([user])
    link = User.groups.through
    link.objects.bulk_create([link(user=user, group=group(each)) for each in groups])
    return user


@pytest.fixture
def ines(db: None) -> User:
    """Ines edits, and as long as there is no reviewer she publishes too."""
    return cast("ines", "Editors")


@pytest.fixture
def rafi(db: None) -> User:
    """Rafi reviews."""
    return cast("rafi", "Reviewers")


@pytest.fixture
def viewer(db: None) -> User:
    """Vera may look at everything and change nothing."""
    user = cast("vera")
    may = Permission.objects.filter(content_type__app_label="faq", codename__startswith="view_")
    link = User.user_permissions.through
    link.objects.bulk_create([link(user=user, permission=each) for each in may])
    return user


@pytest.fixture
def owner(db: None) -> User:
    """The owner may do everything."""
    return cast("olga", is_superuser=True)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def as_ines(ines: User) -> Client:
    return signed_in(ines)


@pytest.fixture
def as_rafi(rafi: User) -> Client:
    return signed_in(rafi)


@pytest.fixture
def as_viewer(viewer: User) -> Client:
    return signed_in(viewer)


@pytest.fixture
def as_owner(owner: User) -> Client:
    return signed_in(owner)
