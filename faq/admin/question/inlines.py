"""The parts of a question on its page: steps and phrasings."""

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import WRITTEN, Overrides
from faq.models import Phrasing, Question, Step


class StepForm(ModelForm[Step]):
    def _get_validation_exclusions(self) -> set[str]:
        # Two steps that change places would each find the other still there; the formset renumbers.
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]


class StepFormSet(CustomInlineFormSet, BaseInlineFormSet[Step, Question, StepForm]):
    def clean(self) -> None:
        """Say what the form alone cannot show: the error stands on a field that nobody sees."""
        super().clean()
        if any("id" in form.errors for form in self.forms):
            raise ValidationError(
                gettext(
                    "Somebody deleted a step of this question while you were editing. Copy your text, "
                    "reload the page and paste it again."
                )
            )

    def save(self, commit: bool = True) -> list[Step]:
        """Save the steps and number them 1, 2, 3 … in the order they stand on the page."""
        kept = [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or len(self.forms) + 1)
        # What was sent says the order only: two may have sent the same number.
        for place, form in enumerate(kept, start=1):
            form.instance.position = place
        if commit and self.instance.pk:
            Step.objects.filter(question=self.instance).set_aside()
        saved = super().save(commit=commit)
        if commit:
            steps = Step.objects.filter(question=self.instance)
            shown = [form.instance.pk for form in kept if form.instance.pk]
            # What somebody else added since the form was opened comes last.
            unseen = steps.exclude(pk__in=shown).in_order().values_list("pk", flat=True)
            steps.renumber([*shown, *unseen])
        return saved


class StepInline(SortableStackedInline, admin.StackedInline[Step, Question]):
    model = Step
    form = StepForm
    formset = StepFormSet
    ordering = ["position"]
    fields = ["title", "body", "caution", "position"]
    formfield_overrides = WRITTEN
    extra = 0


# Screen readers do not read the heading of the column as a label.
_LABELLED: Overrides = {
    CharField: {
        "widget": AdminTextInputWidget(
            attrs={"class": "vTextField wide", "aria-label": _("Phrasing")}
        )
    }
}


class PhrasingInline(admin.TabularInline[Phrasing, Question]):
    model = Phrasing
    extra = 0
    formfield_overrides = _LABELLED
    verbose_name_plural = _(
        "phrasings: other ways readers ask this. Search uses them, readers never see them."
    )
