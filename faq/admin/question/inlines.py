"""The inlines of the question form: steps and phrasings."""

from typing import Any, TypeVar
from uuid import UUID

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.forms import BaseInlineFormSet, Field, HiddenInput, ModelForm, UUIDField
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from faq.admin.forms import Overrides
from faq.admin.markdown_fields import MARKDOWN
from faq.models import Phrasing, Question, Step, limits

# How many empty rows a form has for people whose browser runs no scripts.
EXTRA_ROWS = 5

RowT = TypeVar("RowT", bound=Model)


class UidField(UUIDField):
    """The hidden uid of a step, which alone does not make a row worth saving."""

    widget = HiddenInput

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class StepForm(ModelForm[Step]):
    class Meta:
        widgets = {
            "title": AdminTextInputWidget(
                attrs={"class": "vTextField wide", "placeholder": _("What to do, verb first")}
            )
        }

    # Identifies the step when two texts are merged, even one that is not stored, or no longer.
    step_uid = UidField(label="", required=False)

    def get_initial_for_field(self, field: Field, field_name: str) -> object:
        if field_name == "step_uid":
            return self.instance.uid
        return super().get_initial_for_field(field, field_name)

    def save(self, commit: bool = True) -> Step:
        if self.instance.pk is None:
            self.instance.uid = self.cleaned_data.get("step_uid")
        return super().save(commit)

    def _get_validation_exclusions(self) -> set[str]:
        # While two steps change places, each would find its new position taken. The formset renumbers.
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]


class StepFormSet(CustomInlineFormSet, BaseInlineFormSet[Step, Question, StepForm]):
    def clean(self) -> None:
        """Report too much text, and a deleted step: Django puts that error on the hidden field `id`."""
        super().clean()
        if any("id" in form.errors for form in self.forms):
            raise ValidationError(
                gettext(
                    "Somebody deleted a step of this question at the same moment. Save again to merge the "
                    "two texts."
                )
            )

        known: set[UUID | None] = {form.instance.uid for form in self.initial_forms}
        for form in self.extra_forms:
            uid = form.cleaned_data.get("step_uid") if form.is_valid() else None
            if uid and uid in known:
                form.cleaned_data["step_uid"] = None
            known.add(uid)
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        # Django has counted the forms already.
        steps = [getattr(form, "cleaned_data", {}) for form in remaining][: limits.MAX_STEPS]
        for _field, message in limits.problems(self.instance.body, steps):
            raise ValidationError(message)

    def save(self, commit: bool = True) -> list[Step]:
        """Save the steps and number them from 1 in the order of the form."""
        kept = [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or len(self.forms) + 1)
        # The submitted positions only give the order: two steps can have the same one.
        for place, form in enumerate(kept, start=1):
            form.instance.position = place
        if commit and self.instance.pk:
            Step.objects.filter(question=self.instance).set_aside()
        saved = super().save(commit=commit)
        if commit:
            steps = Step.objects.filter(question=self.instance)
            shown = [form.instance.pk for form in kept if form.instance.pk]
            # Steps that somebody else added after the form was opened come last.
            unseen = steps.exclude(pk__in=shown).in_order().values_list("pk", flat=True)
            steps.renumber([*shown, *unseen])
        return saved


class LimitedInline(InlineModelAdmin[RowT, Question]):
    """Rejects more rows than `max_num`, and does not even read more than twice as many.

    Attributes:
        too_many: what to say then. What Django says speaks of forms.
    """

    too_many: StrOrPromise

    def get_formset(
        self, request: HttpRequest, obj: Question | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet[RowT, Question, ModelForm[RowT]]]:
        # Any: the arguments of Django's inlineformset_factory.
        if request.GET.get("rows") == str(EXTRA_ROWS):
            # Scripts add rows one by one; without them the form has to have some.
            kwargs = {"extra": EXTRA_ROWS, **kwargs}
        bounds = {"validate_max": True, "absolute_max": 2 * (self.max_num or 0)}
        formset = super().get_formset(request, obj, **bounds, **kwargs)
        formset.default_error_messages = {
            **formset.default_error_messages,
            "too_many_forms": self.too_many,
        }
        return formset


class StepInline(LimitedInline[Step], SortableStackedInline, admin.StackedInline[Step, Question]):
    model = Step
    form = StepForm
    formset = StepFormSet
    template = "admin/faq/question/steps.html"
    ordering = ["position"]
    fields = ["title", "body", "caution", "position", "step_uid"]
    formfield_overrides = MARKDOWN
    extra = 0
    max_num = limits.MAX_STEPS
    too_many = limits.TOO_MANY_STEPS


# Screen readers do not read the heading of the column as a label.
_LABELLED: Overrides = {
    CharField: {
        "widget": AdminTextInputWidget(
            attrs={"class": "vTextField wide", "aria-label": _("Phrasing")}
        )
    }
}


class PhrasingFormSet(BaseInlineFormSet[Phrasing, Question, ModelForm[Phrasing]]):
    def add_fields(self, form: ModelForm[Phrasing], index: int | None) -> None:
        """Name the box that deletes a phrasing, which the table shows without its label."""
        super().add_fields(form, index)
        if box := form.fields.get("DELETE"):
            box.widget.attrs["aria-label"] = gettext("Delete this phrasing")


class PhrasingInline(LimitedInline[Phrasing], admin.TabularInline[Phrasing, Question]):
    model = Phrasing
    formset = PhrasingFormSet
    extra = 0
    max_num = limits.MAX_PHRASINGS
    too_many = limits.TOO_MANY_PHRASINGS
    formfield_overrides = _LABELLED
    verbose_name_plural = _(
        "phrasings: other ways readers ask this. Search uses them, readers never see them."
    )
