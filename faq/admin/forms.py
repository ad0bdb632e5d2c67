"""Form fields, widgets and a form that several admin classes use."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
)
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, Field, TextField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq.admin.requests import is_key
from faq.models import Question, Topic
from faq.publishing.audit import name_of
from faq.publishing.permissions import team
from faq.publishing.urls.redirects import validate_unclaimed

# Each field of a form has its own type, so Django types their values as Any.
CleanedData: TypeAlias = dict[str, Any]
# A class of fields stands for all fields of the class, whatever they hold.
Overrides: TypeAlias = Mapping[type[Field[Any, Any]], Mapping[str, object]]
SluggedT = TypeVar("SluggedT", Question, Topic)


class LabelledDateTime(AdminSplitDateTime):
    """A date and a time with a label for each: Django's widget has text beside them, but no labels."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs)
        self.widgets[0].attrs["aria-label"] = _("Date")
        self.widgets[1].attrs["aria-label"] = _("Time")


class QuestionSelect(AutocompleteSelect):
    """A choice of a question by search."""

    def __init__(self) -> None:
        super().__init__(Question._meta.get_field("replaced_by"), admin.site)

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        """Return the chosen question as an option. What is no key gets an error, but is no option."""
        return super().optgroups(name, list(filter(is_key, value)), attr)


class OwnerField(forms.ModelChoiceField[User]):
    """A choice among the people who may sign in to the admin, by their full names."""

    def __init__(
        self, *, label: StrOrPromise, help_text: StrOrPromise, empty_label: StrOrPromise
    ) -> None:
        super().__init__(
            team().order_by("username"),
            required=False,
            label=label,
            help_text=help_text,
            empty_label=empty_label,
        )

    def label_from_instance(self, obj: User) -> str:
        return name_of(obj)


# Django's widgets are too narrow for a sentence and taller than three lines need.
WIDE: Overrides = {
    CharField: {"widget": AdminTextInputWidget(attrs={"class": "vTextField wide"})},
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    DateTimeField: {"widget": LabelledDateTime},
}
# For fields in Markdown. The editor script finds them by the attribute.
MARKDOWN: Overrides = {
    **WIDE,
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4, "data-writing": ""})},
}


class UnclaimedSlugForm(forms.ModelForm[SluggedT]):
    """Rejects an address that already redirects elsewhere."""

    def _post_clean(self) -> None:
        # After the checks of the model: only a well-formed slug has an address to look up.
        super()._post_clean()  # type: ignore[misc]
        if "slug" in self.cleaned_data:
            try:
                self.validate_slug()
            except ValidationError as problem:
                self.add_error(None, problem)

    def validate_slug(self) -> None:
        """Check the slug beyond its form.

        Raises:
            ValidationError: the address is taken.
        """
        validate_unclaimed(self.instance)


def disk_full_message() -> str:
    """Return the message for a file that the server could not write to its disk."""
    return gettext(
        "The server could not save the file: its disk is full or a folder is not writable. "
        "Nothing was changed. Tell the person who runs this site."
    )
