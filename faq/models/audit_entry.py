"""AuditEntry: a change to content or permissions, by whom and when. Entries are never changed."""

from typing import TypeAlias

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.models.mixins import NAME_LENGTH, AppendOnly, AppendOnlyQuerySet

OBJECT_LENGTH = 250
DETAIL_LENGTH = 500

# The texts before and after, by the name of the field. An empty text stands for nothing.
Changes: TypeAlias = dict[str, tuple[str, str]]


class AuditEntryQuerySet(AppendOnlyQuerySet["AuditEntry"]):
    """Entries of the audit log."""


class AuditEntry(AppendOnly):
    class Act(models.TextChoices):
        """Actions, as verbs in the past tense."""

        SUBMITTED = "sent for review", _("sent for review")
        SENT_BACK = "sent back", _("sent back")
        SCHEDULED = "scheduled", _("scheduled")
        RESCHEDULED = "changed the time of", _("changed the time of")
        UNSCHEDULED = "cancelled the schedule of", _("cancelled the schedule of")
        NOT_PUBLISHED = "could not publish", _("could not publish")
        PUBLISHED = "published", _("published")
        END_SET = "set the end of", _("set the end of")
        ARCHIVED = "archived", _("archived")
        MERGED = "merged", _("merged")
        DISCARDED = "discarded a copy of", _("discarded a copy of")
        RESTORED = "restored", _("restored")
        DUPLICATED = "duplicated", _("duplicated")
        IMPORTED = "imported", _("imported")
        CREATED_FROM_PAGE = "made from a page", _("made from a page")
        ASSIGNED = "given", _("given")
        OWNER_SET = "set the owner of", _("set the owner of")
        REVIEWED = "reviewed", _("reviewed")
        REORDERED = "put in order", _("put in order")
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        RIGHTS_GIVEN = "gave rights to", _("gave rights to")
        RIGHTS_TAKEN = "took rights from", _("took rights from")
        RIGHTS_CHANGED = "changed the rights of", _("changed the rights of")

    at = models.DateTimeField(_("when"))
    # The entry outlives the account.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        related_name="+",
    )
    # The keys of the account and of the object stay when they are deleted.
    by_key = models.PositiveBigIntegerField(_("account number"), null=True)
    by_name = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    act = models.CharField(_("what was done"), max_length=40, choices=Act)
    # The verbose name of the model in English, which is translated where it is shown.
    kind = models.CharField(_("kind"), max_length=40)
    object_key = models.PositiveBigIntegerField(_("number"), null=True)
    name = models.CharField(_("name"), max_length=OBJECT_LENGTH)
    detail = models.CharField(_("detail"), max_length=DETAIL_LENGTH, blank=True)
    changes = models.JSONField(_("changes"), default=dict, db_default={}, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["-at"], name="audit_entry_newest"),
            models.Index(fields=["kind", "object_key"], name="audit_entry_object"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name or '—'} {self.act} {self.kind} “{self.name}”"
