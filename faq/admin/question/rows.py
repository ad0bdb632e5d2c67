"""The rows of an inline in a submitted form: which of them are stored already, and their order on the page."""

from collections.abc import Iterator
from typing import TypeAlias

from django.contrib.admin.helpers import InlineAdminForm, InlineAdminFormSet
from django.forms import ModelForm
from django.http import QueryDict

from faq.models import Phrasing, Step

RowForm: TypeAlias = ModelForm[Step | Phrasing]


def with_stored_rows_first(data: QueryDict, prefix: str) -> QueryDict:
    """Return a submitted form in which the rows of an inline that have a key come before the new ones.

    Django requires that. Its script numbers the rows as they stand on the page when a row is removed,
    where new ones may come first. What a row holds and its position do not change.

    Args:
        data: the form. It is not changed.
        prefix: of the inline.
    """
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not (total.isascii() and total.isdecimal() and len(total) < 7):
        return data
    rows = _rows(data, prefix, int(total))
    stored = [number for number in rows if data.get(f"{prefix}-{number}-id")]
    new = [number for number in range(int(total)) if number not in set(stored)]
    places = {old: place for place, old in enumerate([*stored, *new])}
    if all(old == place for old, place in places.items()) and data.get(
        f"{prefix}-INITIAL_FORMS"
    ) == str(len(stored)):
        return data
    sorted_rows = data.copy()
    for number, names in rows.items():
        for name in names:
            del sorted_rows[f"{prefix}-{number}-{name}"]
    for number, names in rows.items():
        for name in names:
            values = data.getlist(f"{prefix}-{number}-{name}")
            sorted_rows.setlist(f"{prefix}-{places[number]}-{name}", values)
    sorted_rows[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
    return sorted_rows


def _rows(data: QueryDict, prefix: str, total: int) -> dict[int, list[str]]:
    """Return the names of the fields of each row by its number."""
    rows: dict[int, list[str]] = {}
    for key in data:
        if key.startswith(f"{prefix}-"):
            number, _, name = key.removeprefix(f"{prefix}-").partition("-")
            if number.isascii() and number.isdecimal() and len(number) < 7 and int(number) < total:
                rows.setdefault(int(number), []).append(name)
    return dict(sorted(rows.items()))


class RowsAsSent(InlineAdminFormSet):
    """Shows the rows of a submitted form in the order in which they were sent, deleted ones included.

    Django shows the stored rows first, in the stored order, and leaves out as many rows as somebody else
    deleted meanwhile.
    """

    def __init__(self, rows: InlineAdminFormSet) -> None:
        self.__dict__.update(vars(rows))

    def __iter__(self) -> Iterator[InlineAdminForm]:
        if not self.formset.is_bound:
            yield from super().__iter__()
            return
        for form in sorted(self.formset.forms, key=self._place):
            yield self._row(form)
        if self.has_add_permission:
            yield self._row(self.formset.empty_form)

    def _row(self, form: RowForm) -> InlineAdminForm:
        # The stubs of Django expect a bool.
        instance = form.instance if form.instance.pk else None
        return InlineAdminForm(
            self.formset,
            form,
            self.fieldsets,
            self.prepopulated_fields,
            instance,  # type: ignore[arg-type]
            self.readonly_fields,
            model_admin=self.opts,
        )

    def _place(self, form: RowForm) -> int:
        """Return the position that was sent, or for a row without one that it comes last."""
        sent = self.formset.data.get(form.add_prefix("position"), "")
        is_number = sent.isascii() and sent.isdecimal() and len(sent) < 10
        return (int(sent) if is_number else 0) or 10**9
