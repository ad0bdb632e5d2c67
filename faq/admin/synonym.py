"""The admin of synonyms, which reports the phrasings that a change affects."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from faq.admin.broken_promise import named_list
from faq.admin.forms import WIDE
from faq.admin.public_content import PublicContentAdmin
from faq.insights import promises
from faq.insights.promises import PromiseChange
from faq.models import Synonym, limits
from faq.search.query.synonyms import validate_synonym


class SynonymForm(forms.ModelForm[Synonym]):
    def _post_clean(self) -> None:
        # After the checks of the model, which make sure that there are words to compare.
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                validate_synonym(self.instance)
            except ValidationError as problem:
                self.add_error(None, problem)
            if not self.instance.pk and Synonym.objects.count() >= limits.MAX_SYNONYMS:
                self.add_error(None, limits.too_many_synonyms())


@admin.register(Synonym)
class SynonymAdmin(PublicContentAdmin[Synonym]):
    is_always_public = True
    form = SynonymForm
    formfield_overrides = WIDE
    list_display = ["words", "also_find"]
    ordering = ["words"]
    search_fields = ["words", "means"]
    search_help_text = _("Search both sides.")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        with self._reporting(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        with self._reporting(request):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        with self._reporting(request):
            return super().changelist_view(request, extra_context)

    @contextmanager
    def _reporting(self, request: HttpRequest) -> Iterator[None]:
        """Report which phrasings a change broke or fixed.

        The check runs after the transaction, so that other writers do not wait for it.
        """
        if request.method != "POST":
            yield
            return
        before = promises.current_synonyms(timezone.now())
        yield
        change = promises.check_synonym_change(before, timezone.now())
        for text, level in _report(change):
            self.message_user(request, text, level)

    @admin.display(description=_("also find"), ordering="means")
    def also_find(self, synonym: Synonym) -> str:
        return synonym.means or gettext("each other")


def _report(change: PromiseChange) -> Iterator[tuple[str, int]]:
    """Yield the messages about a change of synonyms, each with its level."""
    if change.broken:
        message = ngettext(
            "Since this change {count} phrasing does not find its question among the first three "
            "results: {names}.",
            "Since this change {count} phrasings do not find their question among the first three "
            "results: {names}.",
            len(change.broken),
        )
        names = named_list([promise.phrasing for promise in change.broken])
        yield message.format(count=len(change.broken), names=names), messages.WARNING
    if change.fixed:
        message = ngettext(
            "{count} phrasing finds its question since this change: {names}.",
            "{count} phrasings find their question since this change: {names}.",
            len(change.fixed),
        )
        yield (
            message.format(count=len(change.fixed), names=named_list(change.fixed)),
            messages.SUCCESS,
        )
    if change.unchecked_count:
        message = ngettext(
            "{} more phrasing with these words was not checked. To check all phrasings, run manage.py promises.",
            "{} more phrasings with these words were not checked. To check all phrasings, run manage.py promises.",
            change.unchecked_count,
        )
        yield message.format(change.unchecked_count), messages.INFO
