"""Questions as Markdown, and the files llms.txt and llms-full.txt for language models."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext

from faq import conf
from faq.languages import canonical
from faq.models import Question, Step, Topic
from faq.text.markdown_writer import (
    Pieces,
    bare_link,
    blocks,
    bullets,
    heading,
    line,
    link,
    numbered,
    paragraph,
    quote,
    strong,
    with_lead,
    words,
    write,
)
from faq.text.times import show_date


def document(question: Question) -> str:
    """Return a question with its whole answer.

    Args:
        question: the question, with its steps in order and its audiences prefetched.
    """
    return write(_answer(question))


def llms_full(questions: Iterable[Question]) -> Iterator[str]:
    """Yield llms-full.txt: an introduction, then one piece for each question.

    Args:
        questions: the questions, with the related rows that document() needs.
    """
    yield write(_introduction())
    for question in questions:
        yield "\n" + document(question)


def _answer(question: Question) -> Pieces:
    base = canonical(question.get_absolute_url())
    steps = list(question.steps.all())
    pieces = heading(1, words(question.title))
    if question.summary:
        pieces += paragraph(words(question.summary))
    if audiences := [audience.title for audience in question.audiences.all()]:
        pieces += paragraph(words(gettext("For: {}").format(", ".join(audiences))))
    pieces += blocks(question.body, base=base)
    if steps:
        pieces += heading(2, words(gettext("Steps")))
        pieces += numbered(_step(step, base) for step in steps)
    updated = show_date(question.updated_at)
    return pieces + paragraph(
        [*bare_link(base), *words(" · " + gettext("Updated {}").format(updated))]
    )


def _step(step: Step, base: str) -> Pieces:
    pieces = paragraph(line(step.title, base=base))
    if step.caution:
        lead = strong(words(gettext("Caution:")))
        pieces += quote(with_lead(lead, blocks(step.caution, base=base)))
    return [*pieces, *blocks(step.body, base=base)]


def llms(questions: Iterable[Question]) -> str:
    """Return llms.txt: the questions by topic, with links to their Markdown.

    Args:
        questions: the questions, grouped by topic, with their topics selected.
    """
    pieces = _introduction()
    topic: Topic | None = None
    items: list[Pieces] = []
    for question in questions:
        if question.topic != topic:
            pieces += bullets(items)
            topic, items = question.topic, []
            pieces += heading(2, words(topic.title))
        item = link(words(question.title), canonical(question.get_markdown_url()))
        items.append([*item, *words(f": {question.summary}")] if question.summary else item)
    pieces += bullets(items)
    pieces += heading(2, words("Optional"))
    pieces += bullets(
        [*link(words(name), address), *words(f": {text}")] for name, address, text in _more_files()
    )
    return write(pieces)


def _introduction() -> Pieces:
    text = gettext(
        "Questions with step-by-step answers. Every answer is available as a page and as Markdown."
    )
    return [*heading(1, words(conf.site_name())), *quote(paragraph(words(text)))]


def _more_files() -> list[tuple[str, str, str]]:
    """Return the name, address and description of each further file."""
    return [
        ("llms-full.txt", canonical(reverse("llms_full")), gettext("all answers in one file")),
        ("openapi.json", canonical(reverse("openapi")), gettext("the API, which returns JSON")),
    ]
