"""Who is at work, for what is noted where nobody can be named: in the handlers of signals."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_person: ContextVar[Any] = ContextVar("faq_acting", default=None)


@contextmanager
def acting(person: Any) -> Iterator[None]:
    """Let what is done inside be done by somebody; nobody outside of it, as in a shell."""
    token = _person.set(person)
    try:
        yield
    finally:
        _person.reset(token)


def who_acts() -> Any:
    """Somebody who is signed in, or None."""
    person = _person.get()
    return person if person is not None and person.is_authenticated else None
