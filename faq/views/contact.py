"""Where a page's contact links lead: to people, with the page's question carried along."""

from django.utils.translation import gettext as _

from faq import conf
from faq.languages import canonical
from faq.models import Question, Step
from faq.text.contact_links import add_context
from faq.text.markdown import plain


def contact_address(
    *, question: Question | None = None, step: Step | None = None, words: str = ""
) -> str:
    """CONTACT_URL with what the reader was looking at, and nothing else about the reader.

    Args:
        question: the one on the page.
        step: of that question, the one the reader is at.
        words: what was searched for.

    Returns:
        for a web address the parameters question (slug), step (number) and q (words); for a mailto
        address a subject and a body that say the same to a person; empty if there is no CONTACT_URL.
    """
    parameters, lines = {"q": words}, []
    if question:
        parameters["question"] = question.slug
        page = canonical(question.get_absolute_url())
        lines = [question.title, f"{page}#{step.anchor}" if step else page]
    if step:
        parameters["step"] = str(step.position)
        named = {"number": step.position, "title": plain(step.title_html)}
        lines.append(_("Step %(number)s: %(title)s") % named)
    if words:
        lines.append(_("I searched for: %(words)s") % {"words": words})
    subject = question.title if question else words
    return add_context(conf.contact_url(), parameters, subject=subject, lines=lines)
