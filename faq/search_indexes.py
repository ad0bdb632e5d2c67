"""Haystack looks for this module: it names the model; faq.search.index.document says what is indexed."""

from django.db.models import QuerySet
from haystack import indexes

from faq.models import Question
from faq.search.index.document import content
from faq.text.markdown import plain


class QuestionIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    topic = indexes.CharField(model_attr="topic__slug")
    audiences = indexes.MultiValueField()

    def get_model(self) -> type[Question]:
        return Question

    def prepare_text(self, question: Question) -> str:
        said = content(question)
        texts = (said.title, *said.phrasings, said.summary, *map(plain, said.html))
        return "\n".join((*texts, said.topic_title))

    def prepare_audiences(self, question: Question) -> list[str]:
        return [audience.slug for audience in question.audiences.all()]

    def index_queryset(self, using: str | None = None) -> QuerySet[Question]:
        return Question.objects.indexable()
