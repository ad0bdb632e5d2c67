"""one_save(): what it stores of a question counts as one save, with one version of the text before."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_changed: ContextVar[set[int] | None] = ContextVar("faq_changed_questions", default=None)


@contextmanager
def one_save() -> Iterator[None]:
    """Make all changes within the context one save. An inner context belongs to the outer one."""
    if _changed.get() is not None:
        yield
        return
    token = _changed.set(set())
    try:
        yield
    finally:
        _changed.reset(token)


def in_one_save() -> bool:
    return _changed.get() is not None


def is_first_change(question_pk: int) -> bool:
    """Return whether this save has not changed the question yet, and note that it does now."""
    changed = _changed.get()
    if changed is None:
        return True
    is_first = question_pk not in changed
    changed.add(question_pk)
    return is_first
