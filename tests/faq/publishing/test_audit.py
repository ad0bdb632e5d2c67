"""Entries of the audit log, and the user whose changes they record."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import AuditEntry
from faq.publishing.audit import current_user, name_of, record
from tests.factories import NOW, make_draft


def test_entry_with_long_names_fits_its_columns(ines: User) -> None:
    ines.first_name, ines.last_name = "I" * 150, "S" * 150
    ines.full_clean()
    entry = record(AuditEntry.Act.SUBMITTED, make_draft(), by=ines, at=NOW, detail="d" * 600)
    entry.full_clean()
    assert (entry.by_name, entry.detail) == ("I" * 150, "d" * 500)


def test_name_of_none_is_empty(ines: User) -> None:
    assert (name_of(None), name_of(ines)) == ("", "ines")


pytestmark = pytest.mark.django_db


def test_current_user_is_none_after_a_request(as_owner: Client) -> None:
    as_owner.get("/admin/")
    assert current_user() is None
