"""Synonyms."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import WIDE
from faq.models import Synonym
from faq.search.synonyms import validate_synonym


class SynonymForm(forms.ModelForm):
    def _post_clean(self) -> None:
        # After the model's own checks, which see to it that there are words to compare.
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                validate_synonym(self.instance)
            except ValidationError as problem:
                self.add_error(None, problem)


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    form = SynonymForm
    formfield_overrides = WIDE
    list_display = ["words", "also_find"]
    ordering = ["words"]
    search_fields = ["words", "means"]
    search_help_text = _("Searches both sides.")

    @admin.display(description=_("also find"), ordering="means")
    def also_find(self, synonym: Synonym) -> str:
        return synonym.means or gettext("each other")
