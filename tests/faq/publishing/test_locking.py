"""The stored question, for whoever has one that may be older."""

import pytest
from django.db import transaction

from faq.models import Question
from faq.publishing import CannotMove
from faq.publishing.locking import lock
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


def test_question_is_as_it_is_stored() -> None:
    held = make_draft(title="Before?")
    Question.objects.filter(pk=held.pk).update(title="Now?")
    with transaction.atomic():
        assert lock(held).title == "Now?"


def test_question_that_is_gone_or_not_among_them_is_refused() -> None:
    held = make_draft()
    with pytest.raises(CannotMove, match="This text no longer exists"), transaction.atomic():
        lock(held, among=Question.with_copies.copies())
    Question.objects.filter(pk=held.pk).delete()
    with pytest.raises(CannotMove, match="This text no longer exists"), transaction.atomic():
        lock(held)
