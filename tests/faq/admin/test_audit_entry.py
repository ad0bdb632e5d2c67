"""The audit log in the admin, in several languages."""

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils.translation import override

from faq.models import AuditEntry, Topic
from faq.publishing import submit
from faq.publishing.audit import record
from tests.factories import NOW, PAST, make_draft, make_question, make_topic, unlogged
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
    rows = [
        [*row.texts("td")[1:4], row.one("th").text]
        for row in page.one("table", id="result_list").all("tr")[1:]
    ]
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
    rows = [
        [*row.texts("td")[2:4], row.one("th").text, row.texts("td")[4]]
        for row in page.one("table", id="result_list").all("tr")[1:]
    ]
    assert rows == [
        ["Rechte genommen", "Benutzer", "ines", "Others"],
        ["Rechte gegeben", "Benutzer", "ines", "Others"],
    ]
    filters = [each.text for each in page.one("nav", id="changelist-filter").all("a")]
    assert {"Rechte genommen", "Rechte gegeben"} <= set(filters)


EXPORT = "/admin/faq/auditentry/export/"


def body(response: Any) -> str:
    """Return the text of a streamed response."""
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def entries(ines: User) -> None:
    topic = make_topic(title="=HYPERLINK(1)")
    changes = {"title": ("", "=HYPERLINK(1)")}
    record(AuditEntry.Act.ADDED, topic, by=ines, at=PAST, detail="+1", changes=changes)
    record(AuditEntry.Act.PUBLISHED, make_question(title="How?"), by=None, at=NOW)


@pytest.mark.usefixtures("entries")
def test_log_is_exported_as_csv_without_formulas(as_rafi: Client, ines: User) -> None:
    """Check 6."""
    response = as_rafi.get(f"{EXPORT}csv/")
    assert response["Content-Disposition"] == 'attachment; filename="audit-log-2026-11-23.csv"'
    rows = list(csv.DictReader(io.StringIO(body(response).removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["How?", "'=HYPERLINK(1)"]
    assert (rows[1]["detail"], rows[1]["by_key"], rows[1]["at"]) == (
        "'+1",
        str(ines.pk),
        PAST.isoformat(),
    )
    assert json.loads(rows[1]["changes"]) == {"title": ["", "=HYPERLINK(1)"]}


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["How?", "=HYPERLINK(1)"]),
        ("?act=added", ["=HYPERLINK(1)"]),
        ("?by_name=ines", ["=HYPERLINK(1)"]),
        ("?kind=question", ["How?"]),
        ("?q=how", ["How?"]),
        ("?at__day=23&at__month=11&at__year=2026", ["How?"]),
        ("?q=walrus", []),
    ],
)
def test_export_has_what_the_list_shows(as_rafi: Client, query: str, names: list[str]) -> None:
    page = parse(as_rafi.get(f"/admin/faq/auditentry/{query}"))
    (address,) = [url for text, url in page.links() if text == "Export as JSON"]
    exported = json.loads(body(as_rafi.get(address)))
    assert [row["name"] for row in exported] == names
    rows = page.all("table", id="result_list")
    assert (rows[0].texts("th", cls="field-name") if rows else []) == names


@pytest.mark.usefixtures("entries")
def test_export_needs_permission_to_view_the_log(as_ines: Client, client: Client) -> None:
    """Check 34."""
    for file_format in ("csv", "json"):
        refused = as_ines.get(f"{EXPORT}{file_format}/")
        assert (refused.status_code, "HYPERLINK" in refused.text) == (403, False)
        assert client.get(f"{EXPORT}{file_format}/").status_code == 302


@pytest.mark.usefixtures("entries")
def test_wrong_filter_is_refused(as_rafi: Client) -> None:
    assert as_rafi.get(f"{EXPORT}json/?at__year=x").status_code == 400


@pytest.mark.usefixtures("entries")
def test_entry_shows_its_changes_and_leads_to_the_others_about_its_object(as_rafi: Client) -> None:
    entry = AuditEntry.objects.get(act="added")
    record(AuditEntry.Act.REORDERED, Topic.objects.get(title=entry.name), by=None, at=NOW)
    page = parse(as_rafi.get(f"/admin/faq/auditentry/{entry.pk}/change/"))
    (row,) = page.one("table", cls="faq-differences").one("tbody").all("tr")
    assert (row.one("th").text, row.texts("td")) == ("title", ["—", "=HYPERLINK(1)"])
    (address,) = [url for text, url in page.links() if text == "All entries about this object"]
    acts = parse(as_rafi.get(address)).one("table", id="result_list").texts("td", cls="field-act")
    assert acts == ["put in order", "added"]
