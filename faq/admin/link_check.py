"""Links: those that lead nowhere, to be read, and what one might link to, for the button that makes them."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.read_only import ReadOnlyAdmin
from faq.models import LinkCheck
from faq.publishing.link_choices import TEXT_LENGTH, find_choices

_SHOWN = 3


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ["url", "problem", "code", "linking", "checked_at"]
    list_filter = ["is_broken", "problem"]
    list_per_page = 50
    search_fields = ["url", "questions__title"]
    search_help_text = _("Searches addresses, and titles of questions that link there.")
    ordering = ["-is_broken", "url"]
    fields = ["url", "problem", "code", "is_broken", "checked_at", "questions"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LinkCheck]:
        return super().get_queryset(request).prefetch_related("questions")

    def get_urls(self) -> list[Any]:
        choices = self.admin_site.admin_view(link_choices)
        return [path("choices/", choices, name="faq_link_choices"), *super().get_urls()]

    @admin.display(description=_("stands in"))
    def linking(self, link: LinkCheck) -> str:
        titles = [str(question) for question in link.questions.all()]
        more = gettext("and {} more").format(len(titles) - _SHOWN)
        shown = sorted(titles)[:_SHOWN]
        return " · ".join([*shown, more] if len(titles) > _SHOWN else shown)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("faq.view_question")


def link_choices(request: HttpRequest) -> JsonResponse:
    """Questions to link to, as JSON: ?q=, words of a title. docs/editors.md shows the answer."""
    if not request.user.has_perm("faq.view_question"):
        raise PermissionDenied
    text = " ".join(request.GET.get("q", "").split())
    if len(text) > TEXT_LENGTH or "\0" in text:
        problem = gettext("Use at most {} characters.").format(TEXT_LENGTH)
        return JsonResponse({"error": problem}, status=400)
    found = find_choices(text, timezone.now())
    return JsonResponse({"text": text, "choices": [choice._asdict() for choice in found]})
