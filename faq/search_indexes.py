"""Haystack looks for this module: it names the model; faq.search.document says what is indexed."""

from typing import Any

from haystack import indexes

from faq.models import Question


class QuestionIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    topic = indexes.CharField(model_attr="topic__slug")
    audiences = indexes.MultiValueField()

    def get_model(self) -> type[Question]:
        return Question

    def index_queryset(self, using: str | None = None) -> Any:
        return Question.objects.indexable()
