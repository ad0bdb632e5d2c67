"""Form fields, widgets and a form that several admin classes use."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
)
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, Field, TextField
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq.admin.requests import is_key
from faq.models import Audience, Page, Question, Section, Topic
from faq.publishing.audit import name_of
from faq.publishing.permissions import team
from faq.publishing.urls.redirects import validate_unclaimed
from faq.publishing.urls.slugs import propose_slug
from faq.text.times import NoSuchTime, moment_at, zone_name

# Each field of a form has its own type, so Django types their values as Any.
CleanedData: TypeAlias = dict[str, Any]
# A class of fields stands for all fields of the class, whatever they hold.
Overrides: TypeAlias = Mapping[type[Field[Any, Any]], Mapping[str, object]]
SluggedT = TypeVar("SluggedT", Question, Topic, Section, Audience, Page)
# Rows with a page of their own.
PageT = TypeVar("PageT", Question, Topic)


class _TimeInput(forms.TimeInput):
    """Shows seconds only where there are some, so that saving the form does not lose them."""

    input_type = "time"

    def format_value(self, value: object) -> str | None:
        if isinstance(value, time):
            return value.isoformat("seconds" if value.second else "minutes")
        return super().format_value(value)


class DateTimeWidget(forms.SplitDateTimeWidget):
    """The browser's own calendar and clock, which work with a keyboard and on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__()
        day = forms.DateInput({**(attrs or {}), "type": "date"}, format="%Y-%m-%d")
        clock = _TimeInput(attrs)
        day.attrs["aria-label"], clock.attrs["aria-label"] = _("Date"), _("Time")
        self.widgets = (day, clock)


class DateTimeField(forms.SplitDateTimeField):
    """A date and a time in the time zone of the site, which the label names."""

    widget = DateTimeWidget

    def __init__(self, *, label: StrOrPromise | None = None, **options: Any) -> None:
        # Any: the options of Django's field, passed on unchanged.
        label = None if label is None else format_lazy("{} ({})", label, lazy(zone_name, str)())
        super().__init__(label=label, **options)

    def compress(self, data_list: tuple[date, time] | None) -> datetime | None:
        """Return the moment in UTC.

        Raises:
            ValidationError: one part is missing, or no single moment has this date and time.
        """
        if not data_list:
            return None
        for part, code in zip(data_list, ("invalid_date", "invalid_time"), strict=True):
            if part in self.empty_values:
                raise ValidationError(self.error_messages[code], code=code)
        try:
            return moment_at(datetime.combine(*data_list))
        except NoSuchTime as problem:
            raise ValidationError(str(problem), code="no_such_time") from problem


# For every form of the admin, also those of users: Django's widgets name no zone, and need a mouse.
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.DateTimeField] = {"form_class": DateTimeField}


class QuestionSelect(AutocompleteSelect):
    """A choice of a question by search.

    Attributes:
        excluded: the primary key of a question that is not offered.
    """

    excluded: int | None = None

    def __init__(self) -> None:
        super().__init__(Question._meta.get_field("replaced_by"), admin.site)

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["faq/admin/select_names.js"])

    def get_url(self) -> str:
        return f"{super().get_url()}?exclude={self.excluded or ''}"

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
}


class SlugForm(forms.ModelForm[SluggedT]):
    """Makes the address of a new row from its title, unless somebody types one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: the arguments of Django's ModelForm, passed on unchanged.
        super().__init__(*args, **kwargs)
        if (slug := self.fields.get("slug")) and not self.instance.pk:
            slug.required = False
            slug.widget.attrs["data-proposes"] = reverse(
                f"admin:faq_{self._meta.model._meta.model_name}_slug"
            )
            hint = gettext("Leave it empty to get one that is made from the title.")
            slug.help_text = format_lazy("{} {}", slug.help_text, hint)

    def clean(self) -> CleanedData | None:
        cleaned = super().clean() or self.cleaned_data
        title = cleaned.get("title")
        if title and cleaned.get("slug") == "" and not self.instance.pk:
            cleaned["slug"] = propose_slug(title, self._meta.model)
        return cleaned


class UnclaimedSlugForm(SlugForm[PageT]):
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
