"""What the template of a question's page shows of the answer, published or not."""

from collections.abc import Mapping, Sequence

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.http import HttpResponse

from faq.languages import canonical
from faq.models import Question, Step
from faq.rendering.contents import body_and_contents
from faq.rendering.rich_parts import RichParts, rich_parts


def answer_context(question: Question, steps: Sequence[Step]) -> dict[str, object]:
    """Return the part of the context that pages and previews of a question share.

    Args:
        question: a question, draft, working copy or unsaved text.
        steps: all its steps, in order.
    """
    body, contents = body_and_contents(question, steps)
    return {
        "question": question,
        "steps": steps,
        "body_html": body,
        "contents": contents,
        "rich": rich_parts(question, steps),
        "canonical_url": canonical(question.get_absolute_url()),
        "markdown_url": canonical(question.get_markdown_url()),
    }


def allow_players(response: HttpResponse, context: Mapping[str, object]) -> None:
    """Let a page show the players of its videos in frames, and play uploaded ones. Other pages do neither.

    Args:
        response: the page.
        context: of its template, with answer_context().
    """
    rich = context.get("rich")
    if isinstance(rich, RichParts) and rich.has_videos:
        sources = {"frame-src": list(rich.players), "media-src": [SELF] * rich.has_uploads}
        update = {name: allowed for name, allowed in sources.items() if allowed}
        response[HEADER] = build_policy(update=update)
