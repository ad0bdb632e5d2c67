"""A sentence for each notification."""

import pytest
from django.utils.translation import override

from faq.models import Notification
from faq.notifications.headlines import headline


@pytest.mark.parametrize("kind", Notification.Kind)
@pytest.mark.parametrize("language", ["en-gb", "de", "es"])
def test_every_kind_has_a_sentence(kind: Notification.Kind, language: str) -> None:
    with override(language):
        text = headline(Notification(kind=kind, title="How {x}?", by_name="Rafi"))
    assert ("How {x}?" in text) is (kind in Notification.OPTIONAL and kind != "review_due")
    assert "{name}" not in text


def test_somebody_who_left_is_somebody() -> None:
    row = Notification(kind=Notification.Kind.PUBLISHED, title="How?")
    assert headline(row) == "Somebody published “How?”"
