"""The images of link previews: one for the site, and one for each question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from faq import conf
from faq.models import Question
from faq.ops.page_cache import cached_page
from faq.rendering import og_image

# The drawing on the home page shows this many steps.
SITE_STEPS = 3


@require_safe
@cached_page()
def site_image(request: HttpRequest) -> HttpResponse:
    png = _drawn(gettext("How can we help?"), "", SITE_STEPS)
    return HttpResponse(png, "image/png")


@require_safe
@cached_page()
def question_image(request: HttpRequest, slug: str) -> HttpResponse:
    published = Question.objects.published(timezone.now()).select_related("topic")
    question = get_object_or_404(published, slug=slug)
    steps = question.steps.count()
    png = _drawn(question.title, question.topic.title, steps)
    return HttpResponse(png, "image/png")


def _drawn(title: str, above: str, steps: int) -> bytes:
    return og_image.draw(title, above, conf.site_name(), steps, conf.site_colour())
