"""Locking reads the stored question again."""

import pytest
from django.db import transaction

from faq.models import Question
from faq.publishing import CannotMove
from faq.publishing.locking import lock
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def test_lock_reads_the_stored_question() -> None:
    held = make_draft(title="Before?")
    Question.objects.filter(pk=held.pk).update(title="Now?")
    with transaction.atomic():
        assert lock(held).title == "Now?"


def test_lock_refuses_a_question_outside_the_queryset() -> None:
    held = make_draft()
    with pytest.raises(CannotMove, match="This text no longer exists"), transaction.atomic():
        lock(held, among=Question.with_copies.copies())
    Question.objects.filter(pk=held.pk).delete()
    with pytest.raises(CannotMove, match="This text no longer exists"), transaction.atomic():
        lock(held)
