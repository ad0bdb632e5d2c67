"""Changes the content version with every row that readers see or find by, loaddata included."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from faq.models.audience import Audience
from faq.models.content_version import ContentVersion
from faq.models.phrasing import Phrasing
from faq.models.question import Question
from faq.models.redirect import Redirect
from faq.models.step import Step
from faq.models.synonym import Synonym
from faq.models.topic import Topic

CONTENT: tuple[type[Model], ...] = (Audience, Topic, Question, Step, Phrasing, Redirect, Synonym)


def connect() -> None:
    """Connect the signals. What sends none, updates of many rows at once, is in VersionedQuerySet."""
    for model in CONTENT:
        post_save.connect(_changed, sender=model, dispatch_uid="faq_content_saved")
        post_delete.connect(_changed, sender=model, dispatch_uid="faq_content_deleted")
    m2m_changed.connect(
        _changed, sender=Question.audiences.through, dispatch_uid="faq_content_audiences"
    )


def _changed(**kwargs: Any) -> None:
    ContentVersion.objects.changed()
