"""The list of phrasings that do not find their question, and the messages about them."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from faq.admin.read_only import ReadOnlyAdmin
from faq.insights.promises import broken_phrasings
from faq.models import BrokenPromise, Phrasing, PromiseCheck, Question

# A message names this many phrasings at most.
MAX_NAMED = 5


@admin.register(BrokenPromise)
class BrokenPromiseAdmin(ReadOnlyAdmin[BrokenPromise]):
    list_display = ["phrasing"]
    list_display_links = None
    list_per_page = 50
    search_fields = ["phrasing__text", "phrasing__question__title"]
    search_help_text = _("Search by phrasing or question title.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BrokenPromise]:
        return BrokenPromise.objects.of_published(timezone.now())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        own = {"check": PromiseCheck.objects.first(), "title": title}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def has_view_permission(self, request: HttpRequest, obj: BrokenPromise | None = None) -> bool:
        """Allow everybody who may view questions."""
        return request.user.has_perm("faq.view_question")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


def warn_of_broken_promises(request: HttpRequest, question: Question) -> None:
    """Warn the editor about phrasings that would not find the saved question, draft or working copy."""
    broken = broken_phrasings(question, timezone.now())
    if broken:
        message = ngettext(
            "As it stands, {count} phrasing would not find this question among the first three "
            "results: {names}. Before it is published you will see what comes first instead.",
            "As it stands, {count} phrasings would not find this question among the first three "
            "results: {names}. Before it is published you will see what comes first instead.",
            len(broken),
        )
        names = named_list([promise.phrasing for promise in broken], with_question=False)
        messages.warning(request, message.format(count=len(broken), names=names))


def named_list(phrasings: Sequence[Phrasing], *, with_question: bool = True) -> str:
    """Return the first phrasings in quotation marks, separated by commas, for use in a message.

    Args:
        phrasings: all of them; after MAX_NAMED the list ends with an ellipsis.
        with_question: whether to add the title of the question after each.
    """
    names = [gettext("“{}”").format(phrasing.text) for phrasing in phrasings[:MAX_NAMED]]
    if with_question:
        pairs = zip(names, phrasings, strict=False)
        names = [f"{name} ({phrasing.question.title})" for name, phrasing in pairs]
    return ", ".join([*names, *(["…"] if len(phrasings) > MAX_NAMED else [])])
