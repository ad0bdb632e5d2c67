"""Pictures for links that are shared: one of the site, and one of each question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from faq import conf
from faq.models import Question
from faq.ops.http_cache import cached_page
from faq.rendering import og_image

# So many steps are on the picture of the site, as on its home page.
STEPS = 3


@require_safe
@cached_page()
def site(request: HttpRequest) -> HttpResponse:
    drawn = og_image.draw(gettext("How can we help?"), "", conf.site_name(), STEPS)
    return HttpResponse(drawn, "image/png")


@require_safe
@cached_page()
def question(request: HttpRequest, slug: str) -> HttpResponse:
    published = Question.objects.published(timezone.now()).select_related("topic")
    asked = get_object_or_404(published, slug=slug)
    steps = asked.steps.count()
    drawn = og_image.draw(asked.title, asked.topic.title, conf.site_name(), steps)
    return HttpResponse(drawn, "image/png")
