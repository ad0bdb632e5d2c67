"""The contact links on pages, which tell the recipient what the reader was looking at."""

from django.utils.translation import gettext as _

from faq import conf
from faq.languages import canonical
from faq.models import Question, Step
from faq.text.contact_links import add_context
from faq.text.markdown import plain


def contact_address(
    *, question: Question | None = None, step: Step | None = None, words: str = ""
) -> str:
    """Return CONTACT_URL with what the reader was looking at, and nothing else about the reader.

    Args:
        question: the question on the page.
        step: the step of it at which the reader is stuck.
        words: the text that the reader searched for.

    Returns:
        A web address gets the parameters question (slug), step (number) and q (words); a mailto
        address gets a subject and a body with the same information. Empty without a CONTACT_URL.
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
