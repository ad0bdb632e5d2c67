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
from faq.insights.synonym_changes import (
    PromiseChange,
    check_synonym_change,
    current_synonyms,
    forecast_synonym_change,
)
from faq.models import Synonym, limits
from faq.search.query.synonyms import validate_synonym


class SynonymForm(forms.ModelForm[Synonym]):
    # Shown once a change would break promises.
    anyway = forms.BooleanField(label=_("Save it anyway"), required=False, widget=forms.HiddenInput)

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
        if not self.errors and not self.cleaned_data["anyway"]:
            self._ask_about_promises()

    def _ask_about_promises(self) -> None:
        change = forecast_synonym_change(
            timezone.now(), without=[self.instance.pk], added=self.instance
        )
        if change.broken:
            self.fields["anyway"].widget = forms.CheckboxInput()
            self.add_error("anyway", _would_break(change))


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

    def get_fields(
        self, request: HttpRequest, obj: Synonym | None = None
    ) -> list[str | list[str] | tuple[str, ...] | tuple[()]]:
        """Leave out the box of the form for people who only look."""
        only_looks = obj is not None and not self.has_change_permission(request, obj)
        return ["words", "means", *([] if only_looks else ["anyway"])]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        with self._reporting(request):
            response = super().delete_view(request, object_id, extra_context)
        return _with_forecast(response)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        with self._reporting(request):
            response = super().changelist_view(request, extra_context)
        return _with_forecast(response)

    @contextmanager
    def _reporting(self, request: HttpRequest) -> Iterator[None]:
        """Report which phrasings a change broke or fixed.

        The check runs after the transaction, so that other writers do not wait for it.
        """
        if request.method != "POST":
            yield
            return
        before = current_synonyms(timezone.now())
        yield
        change = check_synonym_change(before, timezone.now())
        for text, level in _report(change):
            self.message_user(request, text, level)

    @admin.display(description=_("also find"), ordering="means")
    def also_find(self, synonym: Synonym) -> str:
        return synonym.means or gettext("each other")


def _with_forecast(response: HttpResponse) -> HttpResponse:
    """Say on a page that asks whether to delete synonyms which promises that would break."""
    context = getattr(response, "context_data", None) or {}
    chosen = [context["object"]] if "deleted_objects" in context else context.get("queryset", [])
    if chosen:
        keys = {synonym.pk for synonym in chosen}
        change = forecast_synonym_change(timezone.now(), without=keys)
        context["forecast"] = [
            text
            for count, text in (
                (len(change.broken), _would_break(change)),
                (change.unchecked_count, _unchecked(change)),
            )
            if count
        ]
    return response


def _would_break(change: PromiseChange) -> str:
    message = ngettext(
        "{count} phrasing would no longer find its question among the first three results: {names}.",
        "{count} phrasings would no longer find their question among the first three results: {names}.",
        len(change.broken),
    )
    names = named_list([promise.phrasing for promise in change.broken])
    return message.format(count=len(change.broken), names=names)


def _unchecked(change: PromiseChange) -> str:
    message = ngettext(
        "{} more phrasing with these words was not checked. To check all phrasings, run manage.py promises.",
        "{} more phrasings with these words were not checked. To check all phrasings, run manage.py promises.",
        change.unchecked_count,
    )
    return message.format(change.unchecked_count)


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
        yield _unchecked(change), messages.INFO
