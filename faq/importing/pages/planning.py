"""From a page to what would be made of it."""

from django.utils.translation import gettext as _

from faq.importing.pages import html, markdown, plain_text
from faq.importing.pages.answers import answer
from faq.importing.pages.blocks import Page, complete
from faq.importing.pages.drafts import Draft, Lookalike, Plan
from faq.importing.pages.outline import outline
from faq.importing.pages.similar import Questions
from faq.importing.pages.source import PageError, Source
from faq.models import DraftSource, Phrasing, Question

MAX_QUESTIONS = 500
_LOOKALIKES = 3


def read(source: Source) -> Page:
    """The blocks of a page.

    Raises:
        PageError: it cannot be read.
    """
    text, notes = source.text, list(source.notes)
    if source.form == "html":
        text, blocks, found = html.read(text)
        notes += found
    else:
        blocks = (markdown if source.form == "markdown" else plain_text).read(text)
    return Page(text, source.form, complete(text, blocks), notes)


def plan(source: Source) -> Plan:
    """Say what would be made of a page. Nothing is changed; a few queries.

    Args:
        source: the page.

    Raises:
        PageError: it cannot be read, or is more than a page.
    """
    page = read(source)
    sections, leftovers = outline(page)
    if len(sections) > MAX_QUESTIONS:
        raise PageError(
            _(
                "There are {} questions in it, and at most {} are read at once. Split it into several pages."
            ).format(len(sections), MAX_QUESTIONS)
        )
    drafts: list[Draft] = []
    for section in sections:
        draft, rest = answer(page, section)
        drafts.append(draft)
        leftovers += rest
    leftovers.sort(key=lambda each: each.start)
    _compare(drafts)
    if not drafts:
        page.notes.append(_("No question was found in it, so everything is left over."))
    return Plan(page.text, page.form, drafts, leftovers, page.notes)


def _compare(drafts: list[Draft]) -> None:
    """Note which drafts were made before, and which ask nearly what another question asks."""
    digests = [draft.digest for draft in drafts]
    known = DraftSource.objects.known(digests)
    seen: set[str] = set()
    for draft, digest in zip(drafts, digests, strict=True):
        draft.is_known = digest in known or digest in seen
        seen.add(digest)
    asked = [(text, draft) for draft in drafts for text in _texts(draft)]
    here, stored = Questions([text for text, _ in asked]), _stored()
    there = Questions([text for text, _ in stored])
    for draft in drafts:
        drafted: dict[int, Lookalike] = {}
        asking: dict[int, Lookalike] = {}
        for text in _texts(draft):
            for place, alike in here.nearest(text, count=2 * _LOOKALIKES):
                other = asked[place][1]
                if other is not draft:
                    _keep(drafted, id(other), Lookalike(other.title.text, alike))
            for place, alike in there.nearest(text, count=2 * _LOOKALIKES):
                question = stored[place][1]
                status = question.get_status_display()
                _keep(asking, question.pk, Lookalike(question.title, alike, question.pk, status))
        for found in (drafted, asking):
            nearest = sorted(found.values(), key=lambda each: -each.likeness)
            draft.lookalikes += nearest[:_LOOKALIKES]


def _texts(draft: Draft) -> list[str]:
    return [draft.title.text, *(piece.text for piece in draft.phrasings)]


def _keep(found: dict[int, Lookalike], key: int, lookalike: Lookalike) -> None:
    if key not in found or found[key].likeness < lookalike.likeness:
        found[key] = lookalike


def _stored() -> list[tuple[str, Question]]:
    """Every title and phrasing there is, with its question."""
    questions = Question.objects.only("title", "status").in_bulk()
    titles = [(question.title, question) for question in questions.values()]
    phrasings = Phrasing.objects.values_list("text", "question_id")
    # Those of working copies have no question here.
    return titles + [(text, questions[pk]) for text, pk in phrasings if pk in questions]
