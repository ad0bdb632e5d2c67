"""The audit log keeps of names and details what its columns hold."""

from django.contrib.auth.models import User

from faq.models import AuditEntry
from faq.publishing.audit import name_of, note
from tests.factories import NOW, make_draft


def test_note_of_somebody_with_a_long_name_fits_its_columns(ines: User) -> None:
    ines.first_name, ines.last_name = "I" * 150, "S" * 150
    ines.full_clean()
    entry = note(AuditEntry.Act.SENT, make_draft(), by=ines, at=NOW, detail="d" * 600)
    entry.full_clean()
    assert (entry.by_name, entry.detail) == ("I" * 150, "d" * 500)


def test_name_of_nobody_is_empty(ines: User) -> None:
    assert (name_of(None), name_of(ines)) == ("", "ines")
