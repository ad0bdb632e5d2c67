"""The index class that Haystack requires. faq.search.index.document defines what is indexed."""

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
        document = content(question)
        texts = (document.title, *document.phrasings, document.summary, *map(plain, document.html))
        return "\n".join((*texts, document.topic_title))

    def prepare_audiences(self, question: Question) -> list[str]:
        return [audience.slug for audience in question.audiences.all()]

    def index_queryset(self, using: str | None = None) -> QuerySet[Question]:
        return Question.objects.indexable()
