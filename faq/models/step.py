"""Step: one action in an answer, at its place."""

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
from faq.models.signals import questions_changed
from faq.models.validators import validate_size, within_size
from faq.text.markdown import plain

# Added to positions while they are renumbered: a unique constraint is checked row by row.
_ASIDE = 1_000_000
CAUTION_LENGTH = 500


class StepQuerySet(VersionedQuerySet["Step"]):
    def get_by_natural_key(self, question: str, position: int) -> "Step":
        return self.get(question__slug=question, question__is_copy=False, position=position)

    def in_order(self) -> "StepQuerySet":
        return self.order_by("position")

    def bulk_create(self, objs: "Iterable[Step]", *args: Any, **kwargs: Any) -> "list[Step]":
        # What follows the rows is Django’s and passed on as it is.
        steps = list(objs)
        for step in steps:
            step.uid = step.uid or uuid4()
        return super().bulk_create(steps, *args, **kwargs)

    def count_by_question(self, questions: Iterable[Question]) -> dict[int, int]:
        """How many steps each of the questions has, by primary key; those without are left out."""
        mine = self.filter(question__in=questions).order_by()
        return dict(mine.values_list("question").annotate(Count("pk")))

    def set_aside(self) -> None:
        """Move the positions of these steps out of the way, so that others can take them."""
        self.update(position=F("position") + _ASIDE)

    def renumber(self, pks: list[int]) -> None:
        """Give steps of one question the positions 1, 2, 3 … in the order of the keys.

        Args:
            pks: primary keys of all steps of the question, in their new order.
        """
        self.place({pk: place for place, pk in enumerate(pks, start=1)})

    def place(self, places: dict[int, int]) -> None:
        """Give steps of one question their positions, all at once.

        Args:
            places: from 1, by primary key, for all steps of the question.
        """
        steps = self.filter(pk__in=places)
        before = list(steps.in_order().values_list("pk", flat=True))
        if not places:
            return
        with transaction.atomic():
            # Past all that are at their places and all that were set aside.
            cases = (When(pk=pk, then=at + 2 * _ASIDE) for pk, at in places.items())
            steps.update(position=Case(*cases))
            steps.update(position=F("position") - 2 * _ASIDE)
            owners = Question.objects.filter(steps__in=places).distinct()
            questions_changed.send(
                sender=Step, question_ids=list(owners.values_list("pk", flat=True))
            )
            if sorted(places, key=places.__getitem__) != before:
                Question.objects.filter(pk__in=owners.values("pk")).touch(timezone.now())


class Step(AtomicSave):
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, verbose_name=_("question"), related_name="steps"
    )
    position = models.PositiveIntegerField(_("position"))
    title = models.CharField(
        _("title"),
        max_length=TITLE_LENGTH,
        help_text=_(
            "One action, verb first. Write words from the screen in **bold**, and paths through "
            "menus as **Jobs › My Jobs**."
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
    # Which step it is, wherever it stands and whatever it says: a question and its working copy have it
    # in common. Given when it is first saved: a default would hide whether a fixture names one.
    uid = models.UUIDField(editable=False)
    title_html = models.TextField(editable=False, default="", serialize=False)
    body_html = models.TextField(editable=False, default="", serialize=False)
    caution_html = models.TextField(editable=False, default="", serialize=False)

    objects = PartManager.from_queryset(StepQuerySet)()

    # The questions of which saving it changes what readers see; set before each save.
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
        """The step's name within the page's address."""
        return f"step-{self.position}"
