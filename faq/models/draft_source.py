"""DraftSource: the part of an imported page that a draft was made from, so that it is imported only once."""

from collections.abc import Iterable

from django.db import models

from faq.models.question import Question

PAGE_LENGTH = 200


class DraftSourceQuerySet(models.QuerySet["DraftSource"]):
    def known_digests(self, digests: Iterable[str]) -> set[str]:
        """Return the digests from which drafts were already made."""
        return set(self.filter(digest__in=digests).values_list("digest", flat=True))


class DraftSource(models.Model):
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="draft_source")
    # A hash of the words, without markup; see importing.pages.drafts.
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # The name of the file, or the name that was given to a pasted page.
    page = models.CharField(max_length=PAGE_LENGTH, blank=True)
    # For each piece of the draft: its field, its span in the text of the page, and its text.
    pieces = models.JSONField()
    doubts = models.JSONField()

    objects = DraftSourceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.question} ({self.page or self.digest[:8]})"
