"""Plans the import of a page: which drafts it would create."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from faq.importing.pages.draft_writer import write_draft
from faq.importing.pages.drafts import Draft, Leftover, NearDuplicate
from faq.importing.pages.duplicates import TitleIndex
from faq.importing.pages.outline import outline
from faq.importing.pages.parsers import parse
from faq.importing.pages.source import PageError, PageSource
from faq.models import DraftSource, Phrasing, Question

MAX_QUESTIONS = 500
_MAX_NEAR_DUPLICATES = 3


@dataclass
class PagePlan:
    """The drafts that the import of a page would create.

    Args:
        text: the text to which all positions refer; for HTML, the Markdown that was made from it.
        format: the format in which the page was read.
        notes: sentences about what an editor should know about the page as a whole.
    """

    text: str
    format: str
    drafts: list[Draft]
    leftovers: list[Leftover]
    notes: list[str]

    @property
    def new(self) -> list[Draft]:
        """The drafts that were not imported before."""
        return [draft for draft in self.drafts if not draft.is_known]


def plan_page(source: PageSource) -> PagePlan:
    """Plan the import of a page. This changes nothing.

    Raises:
        PageError: the page cannot be read, or has more than MAX_QUESTIONS questions.
    """
    page = parse(source)
    sections, leftovers = outline(page)
    if len(sections) > MAX_QUESTIONS:
        raise PageError(
            _(
                "The page has {} questions. An import reads at most {}. Split the page into several."
            ).format(len(sections), MAX_QUESTIONS)
        )
    drafts: list[Draft] = []
    for section in sections:
        draft, rest = write_draft(page, section)
        drafts.append(draft)
        leftovers += rest
    leftovers.sort(key=lambda each: each.start)
    _find_duplicates(drafts)
    if not drafts:
        page.notes.append(
            _(
                "The page contains no question. Mark each question as a heading, or end it with a "
                "question mark."
            )
        )
    return PagePlan(page.text, page.format, drafts, leftovers, page.notes)


def _find_duplicates(drafts: list[Draft]) -> None:
    """Set is_known and near_duplicates of drafts."""
    digests = [draft.digest for draft in drafts]
    known = DraftSource.objects.known_digests(digests)
    seen: set[str] = set()
    for draft, digest in zip(drafts, digests, strict=True):
        draft.is_known = digest in known or digest in seen
        seen.add(digest)
    asked = [(text, draft) for draft in drafts for text in _texts(draft)]
    here, stored = TitleIndex([text for text, _ in asked]), _stored()
    there = TitleIndex([text for text, _ in stored])
    for draft in drafts:
        drafted: dict[int, NearDuplicate] = {}
        asking: dict[int, NearDuplicate] = {}
        for text in _texts(draft):
            for place, alike in here.nearest(text, count=2 * _MAX_NEAR_DUPLICATES):
                other = asked[place][1]
                if other is not draft:
                    _keep_nearest(drafted, id(other), NearDuplicate(other.title.text, alike))
            for place, alike in there.nearest(text, count=2 * _MAX_NEAR_DUPLICATES):
                question = stored[place][1]
                status = question.get_status_display()
                _keep_nearest(
                    asking, question.pk, NearDuplicate(question.title, alike, question.pk, status)
                )
        for found in (drafted, asking):
            nearest = sorted(found.values(), key=lambda each: -each.similarity)
            draft.near_duplicates += nearest[:_MAX_NEAR_DUPLICATES]


def _texts(draft: Draft) -> list[str]:
    return [draft.title.text, *(piece.text for piece in draft.phrasings)]


def _keep_nearest(found: dict[int, NearDuplicate], key: int, near_duplicate: NearDuplicate) -> None:
    if key not in found or found[key].similarity < near_duplicate.similarity:
        found[key] = near_duplicate


def _stored() -> list[tuple[str, Question]]:
    """Return all stored titles and phrasings with their questions."""
    questions = Question.objects.only("title", "status").in_bulk()
    titles = [(question.title, question) for question in questions.values()]
    phrasings = Phrasing.objects.values_list("text", "question_id")
    # Phrasings of working copies are left out: `questions` has no working copies.
    return titles + [(text, questions[pk]) for text, pk in phrasings if pk in questions]
