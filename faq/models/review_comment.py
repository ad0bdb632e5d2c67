"""ReviewComment: a comment by an editor or reviewer on a draft or working copy."""

from django.conf import settings
from django.db import models

from faq.models.mixins import NAME_LENGTH
from faq.models.question import Question

COMMENT_LENGTH = 2000


class ReviewComment(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="review_comments")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=NAME_LENGTH)
    text = models.TextField(max_length=COMMENT_LENGTH)
    sends_back = models.BooleanField(default=False)
    # The warnings that a note to reviewers explains, as faq.publishing.style_check writes them.
    explains = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["question", "at"], name="review_comment_in_order")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text[:60]}"
