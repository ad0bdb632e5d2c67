"""The audit log in the admin: in the reader's language, whatever language those read who did things."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from faq.models import AuditEntry
from faq.publishing import submit
from faq.publishing.audit import note
from tests.factories import NOW, make_draft, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def test_log_is_read_in_ones_own_language_and_kept_in_one(as_owner: Client, ines) -> None:
    """What a German did stands beside what a Spaniard did, under one name."""
    with override("de"):
        submit(make_draft(title="It?", summary="So."), by=ines, at=NOW)
    with override("es"):
        note("put in order", make_topic(title="Pod"), by=ines, at=NOW)
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


def test_every_act_that_is_noted_has_its_words() -> None:
    """Otherwise the log would say it in English to everybody."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("faq").rglob("*.py"))
    noted = set(re.findall(r'\bnote\(\s*"([^"]+)"', code))
    assert "sent for review" in noted
    assert noted - set(AuditEntry.Act.values) == set()
