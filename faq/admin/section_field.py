"""SectionField: a choice of a section, under the names of the topics."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from faq.models import Section


class _SectionsByTopic(ModelChoiceIterator[Section]):
    """The choices of a SectionField: a group for each topic."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        # Any: Django's own choices are pairs of many types.
        yield ("", self.field.empty_label)
        for topic, sections in groupby(self.queryset, key=lambda section: section.topic.title):
            yield (topic, [self.choice(section) for section in sections])


class SectionField(forms.ModelChoiceField[Section]):
    """Offers the sections of all topics. With the script, only those of the chosen topic are shown."""

    iterator = _SectionsByTopic

    def __init__(self, queryset: object = None, **options: Any) -> None:
        # Any: the options of Django's field, passed on unchanged.
        super().__init__(Section.objects.select_related("topic").by_topic(), **options)
        self.empty_label = "—"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "data-sections": ""}
