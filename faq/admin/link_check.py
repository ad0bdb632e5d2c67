"""The read-only list of checked links."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.read_only import ReadOnlyAdmin
from faq.models import LinkCheck

MAX_TITLES = 3


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin[LinkCheck]):
    list_display = ["url", "problem", "code", "linking", "checked_at"]
    list_filter = ["is_broken", "problem"]
    list_per_page = 50
    search_fields = ["url", "questions__title"]
    search_help_text = _("Search by address or by the title of a question that links there.")
    ordering = ["-is_broken", "url"]
    fields = ["url", "problem", "code", "is_broken", "checked_at", "questions"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LinkCheck]:
        return super().get_queryset(request).prefetch_related("questions")

    @admin.display(description=_("used in"))
    def linking(self, link: LinkCheck) -> str:
        return first_titles([str(question) for question in link.questions.all()])

    def has_view_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return request.user.has_perm("faq.view_question")


def first_titles(titles: list[str]) -> str:
    """Return the first titles and the number of the others, for a column."""
    more = gettext("and {} more").format(len(titles) - MAX_TITLES)
    shown = sorted(titles)[:MAX_TITLES]
    return " · ".join([*shown, more] if len(titles) > MAX_TITLES else shown)
