"""Step: one action in an answer, at a position."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Case, Count, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from faq.models.content_version import VersionedQuerySet
from faq.models.managers import PartManager
from faq.models.mixins import AtomicSave
from faq.models.question import TITLE_LENGTH, Question
from faq.models.signals import questions_changed, text_changing
from faq.models.validators import validate_size, within_size
from faq.text.markdown import plain

# Added to positions while steps are renumbered, because unique constraints are checked row by row.
POSITION_OFFSET = 1_000_000
CAUTION_LENGTH = 500


class StepQuerySet(VersionedQuerySet["Step"]):
    def get_by_natural_key(self, question: str, position: int) -> "Step":
        return self.get(question__slug=question, question__is_copy=False, position=position)

    def in_order(self) -> "StepQuerySet":
        return self.order_by("position")

    def bulk_create(self, objs: "Iterable[Step]", *args: Any, **kwargs: Any) -> "list[Step]":
        # Any: the arguments of Django’s bulk_create, passed on unchanged.
        steps = list(objs)
        for step in steps:
            step.uid = step.uid or uuid4()
        return super().bulk_create(steps, *args, **kwargs)

    def count_by_question(self, questions: Iterable[Question]) -> dict[int, int]:
        """Return the number of steps by primary key of the question, without questions that have none."""
        mine = self.filter(question__in=questions).order_by()
        return dict(mine.values_list("question").annotate(Count("pk")))

    def set_aside(self) -> None:
        """Free the positions of these steps for other steps."""
        self.update(position=F("position") + POSITION_OFFSET)

    def renumber(self, pks: list[int]) -> None:
        """Number the steps of one question from 1.

        Args:
            pks: primary keys of all steps of the question, in their new order.
        """
        self.move({pk: position for position, pk in enumerate(pks, start=1)})

    def move(self, positions: dict[int, int]) -> None:
        """Move all steps of one question to new positions.

        Args:
            positions: positions from 1, by primary key of the step.
        """
        steps = self.filter(pk__in=positions)
        before = list(steps.in_order().values_list("pk", flat=True))
        if not positions:
            return
        with transaction.atomic():
            is_moved = sorted(positions, key=positions.__getitem__) != before
            if is_moved:
                rows = Question.with_copies.filter(steps__in=positions).distinct()
                question_ids = list(rows.values_list("pk", flat=True))
                text_changing.send(
                    sender=Step, question_ids=question_ids, question=None, is_addition=False
                )
            # Beyond all current positions, those of steps that were set aside included.
            cases = (
                When(pk=pk, then=position + 2 * POSITION_OFFSET)
                for pk, position in positions.items()
            )
            steps.update(position=Case(*cases))
            steps.update(position=F("position") - 2 * POSITION_OFFSET)
            questions = Question.objects.filter(steps__in=positions).distinct()
            questions_changed.send(
                sender=Step, question_ids=list(questions.values_list("pk", flat=True))
            )
            if is_moved:
                Question.objects.filter(pk__in=questions.values("pk")).touch(timezone.now())


class Step(AtomicSave):
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, verbose_name=_("question"), related_name="steps"
    )
    position = models.PositiveIntegerField(_("position"))
    title = models.CharField(
        _("title"),
        max_length=TITLE_LENGTH,
        help_text=_(
            "One action, verb first. Write words from the screen as [[Save]], and paths through "
            "menus as [[Jobs › My Jobs]]."
        ),
    )
    body = models.TextField(
        _("body"),
        blank=True,
        validators=[validate_size],
        help_text=_("Where to find it and what happens next, if readers need to know. Markdown."),
    )
    caution = models.TextField(
        _("caution"),
        blank=True,
        max_length=CAUTION_LENGTH,
        validators=[validate_size],
        help_text=_("Anything that cannot be undone. Shown as a warning before the action."),
    )
    # Identifies the step when it moves or changes, and in working copies. It is set when the step is first
    # saved, because a default would hide whether a fixture contains one.
    uid = models.UUIDField(editable=False)
    title_html = models.TextField(editable=False, default="", serialize=False)
    body_html = models.TextField(editable=False, default="", serialize=False)
    caution_html = models.TextField(editable=False, default="", serialize=False)

    objects = PartManager.from_queryset(StepQuerySet)()

    # Primary keys of the questions whose content a save changes; set before each save.
    _touches: set[int] = set()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "position"],
                name="step_position_unique",
                violation_error_message=_("Another step of this question has this position."),
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="step_position_from_one"),
            models.UniqueConstraint(
                fields=["question", "uid"],
                name="step_uid_unique",
                violation_error_message=_("Another step has this uid."),
            ),
            within_size("body", "step_body_within_size"),
            within_size("caution", "step_caution_within_size"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {plain(self.title_html) or self.title}"

    def natural_key(self) -> tuple[str, int]:
        return (*self.question.natural_key(), self.position)

    natural_key.dependencies = ["faq.question"]  # type: ignore[attr-defined]

    @property
    def anchor(self) -> str:
        """The fragment of the step in the address of its question."""
        return f"step-{self.position}"
