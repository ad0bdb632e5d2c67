"""LinkCheck: an address that published questions link to, and the result of checking it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from faq.models.question import Question

URL_LENGTH = 2000


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def broken(self) -> "LinkCheckQuerySet":
        """Broken links by address, with the questions that contain them."""
        return self.filter(is_broken=True).order_by("url").prefetch_related("questions")

    def oldest_first(self) -> "LinkCheckQuerySet":
        """Links that were never checked first, then the ones that were checked longest ago."""
        return self.order_by(models.F("checked_at").asc(nulls_first=True), "pk")


class LinkCheck(models.Model):
    class Problem(models.TextChoices):
        NONE = "", _("None")
        GONE = "gone", _("Nothing is there")
        ARCHIVED = "archived", _("The question is archived")
        ANSWER = "answer", _("It answered with an error")
        NO_HOST = "no_host", _("The site does not exist")
        UNREACHABLE = "unreachable", _("It could not be reached")
        SLOW = "slow", _("It took too long")
        CERTIFICATE = "certificate", _("Its certificate is not valid")
        LOOP = "loop", _("It redirects too many times")
        REFUSED = "refused", _("It is not an address on the public web")
        ROBOTS = "robots", _("It does not allow automatic checks")

    # An address on this site, from its root, or one elsewhere.
    url = models.CharField(_("address"), max_length=URL_LENGTH)
    problem = models.CharField(
        _("problem"), max_length=20, choices=Problem, default=Problem.NONE, blank=True
    )
    code = models.PositiveSmallIntegerField(_("answered"), null=True)
    is_broken = models.BooleanField(_("broken"), default=False)
    checked_at = models.DateTimeField(_("checked"), null=True)
    questions = models.ManyToManyField(
        Question, verbose_name=_("questions that link there"), related_name="+"
    )

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links to check")
        constraints = [models.UniqueConstraint(fields=["url"], name="link_check_url_unique")]
        indexes = [
            models.Index(
                fields=["is_broken"],
                name="link_check_broken",
                condition=models.Q(is_broken=True),
            )
        ]

    def __str__(self) -> str:
        return self.url
