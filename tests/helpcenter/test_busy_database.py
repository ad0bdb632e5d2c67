"""The response while the database is busy."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from helpcenter.middleware import BusyDatabaseMiddleware

BUSY = BusyDatabaseMiddleware(lambda _: HttpResponse())


def test_busy_database_returns_503_with_retry_after(rf: RequestFactory) -> None:
    answer = BUSY.process_exception(rf.post("/admin/"), OperationalError("database is locked"))
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Nothing was saved: the database is busy" in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), ValueError("locked")])
def test_other_errors_are_raised(rf: RequestFactory, error: Exception) -> None:
    assert BUSY.process_exception(rf.post("/admin/"), error) is None
