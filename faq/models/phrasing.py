"""Phrasing: another way of asking a question. It is indexed but not shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.models.content_version import VersionedQuerySet
from faq.models.managers import PartManager
from faq.models.mixins import AtomicSave
from faq.models.question import TITLE_LENGTH, Question
from faq.text.cleaning import one_line


class PhrasingQuerySet(VersionedQuerySet["Phrasing"]):
    def get_by_natural_key(self, question: str, text: str) -> "Phrasing":
        # Cleaned as when it was saved. Otherwise a fixture with a stray space could be loaded only once.
        phrasings = self.filter(question__slug=question, question__is_copy=False)
        return phrasings.get(text=one_line(text))


class Phrasing(AtomicSave):
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, verbose_name=_("question"), related_name="phrasings"
    )
    text = models.CharField(
        _("text"),
        max_length=TITLE_LENGTH,
        help_text=_("How a reader might ask: “get out of a contract”."),
    )

    objects = PartManager.from_queryset(PhrasingQuerySet)()

    class Meta:
        verbose_name = _("phrasing")
        verbose_name_plural = _("phrasings")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "text"],
                name="phrasing_unique_in_question",
                violation_error_message=_("This question has that phrasing already."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (*self.question.natural_key(), self.text)

    natural_key.dependencies = ["faq.question"]  # type: ignore[attr-defined]
