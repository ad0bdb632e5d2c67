"""DraftSource: what of a messy page a question was made of, so that the same is not made of it twice."""

from collections.abc import Iterable

from django.db import models

from faq.models.question import Question

PAGE_LENGTH = 200


class DraftSourceQuerySet(models.QuerySet["DraftSource"]):
    def known(self, digests: Iterable[str]) -> set[str]:
        """Those of some digests of which drafts were made already."""
        return set(self.filter(digest__in=digests).values_list("digest", flat=True))


class DraftSource(models.Model):
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="draft_source")
    # Of the words alone; see importing.pages.drafts.
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # What the page was called, as a file or by whoever pasted it.
    page = models.CharField(max_length=PAGE_LENGTH, blank=True)
    # For each piece of the draft: its field, its span in the text of the page, and what stands there.
    pieces = models.JSONField()
    doubts = models.JSONField()

    objects = DraftSourceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.question} ({self.page or self.digest[:8]})"
