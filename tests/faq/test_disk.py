"""Tests of the exception for files that cannot be stored."""

import errno

import pytest

from faq.disk import NotStored, storing_a_file


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOTDIR])
def test_failed_write_is_logged_and_explained(
    number: int, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotStored, match="disk is full") as refused, storing_a_file():
        raise OSError(number, "No")
    assert isinstance(refused.value.__cause__, OSError)
    assert caplog.messages == ["A file could not be stored."]


def test_other_errors_pass() -> None:
    with pytest.raises(KeyError), storing_a_file():
        raise KeyError
