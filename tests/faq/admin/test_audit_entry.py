"""The audit log in the admin, in several languages."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.translation import override

from faq.models import AuditEntry
from faq.publishing import submit
from faq.publishing.audit import record
from tests.factories import NOW, make_draft, make_topic, unlogged
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def test_log_is_stored_in_english_and_shown_in_the_users_language(as_owner: Client, ines) -> None:
    """Entries of a German and a Spanish user have the same kind."""
    with override("de"):
        submit(make_draft(title="It?", summary="So."), by=ines, at=NOW)
    with override("es"):
        record(AuditEntry.Act.REORDERED, make_topic(title="Pod"), by=ines, at=NOW)
    kept = AuditEntry.objects.order_by("pk").values_list("act", "kind")
    assert list(kept) == [("sent for review", "question"), ("put in order", "topic")]

    page = parse(as_owner.get("/de/admin/faq/auditentry/"))
    rows = [row.texts("td")[1:5] for row in page.one("table", id="result_list").all("tr")[1:]]
    assert rows == [
        ["ines", "geordnet", "Thema", "Pod"],
        ["ines", "zur Prüfung gegeben", "Frage", "It?"],
    ]
    filters = [each.text for each in page.one("nav", id="changelist-filter").all("a")]
    assert {"geordnet", "Thema", "Frage"} <= set(filters)
    assert {"put in order", "topic", "question"} & set(filters) == set()


def test_permission_changes_are_shown_in_the_users_language(as_owner: Client, ines) -> None:
    """Signals record these changes."""
    others = unlogged(Group.objects.create(name="Others"))
    ines.groups.add(others)
    ines.groups.remove(others)

    page = parse(as_owner.get("/de/admin/faq/auditentry/"))
    rows = [row.texts("td")[2:6] for row in page.one("table", id="result_list").all("tr")[1:]]
    assert rows == [
        ["Rechte genommen", "Benutzer", "ines", "Others"],
        ["Rechte gegeben", "Benutzer", "ines", "Others"],
    ]
    filters = [each.text for each in page.one("nav", id="changelist-filter").all("a")]
    assert {"Rechte genommen", "Rechte gegeben"} <= set(filters)
