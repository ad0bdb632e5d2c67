"""The suggestions while a reader types: /search/suggest/."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from faq import conf
from faq.api import parameters
from faq.api.responses import endpoint, json_response, too_many_requests
from faq.ops.rate_limit import rate_limited
from faq.search import suggest
from faq.search.query.parser import MAX_CHARACTERS
from faq.text.cleaning import one_line

# Browsers request suggestions at every key.
MAX_BYTES = 4096


@endpoint
@rate_limited("suggestions", conf.suggest_rate, too_many_requests)
def suggestions(request: HttpRequest) -> HttpResponse:
    text = parameters.text(request, "q", limit=MAX_CHARACTERS)
    filters = {name: parameters.slug(request, name) for name in ("topic", "audience")}
    suggested = [
        {
            "title": question.title,
            "url": question.get_absolute_url(),
            "topic": question.topic.title,
            "match": match,
        }
        for question, match in suggest(text, **filters, now=timezone.now())
    ]
    while True:
        response = json_response({"text": one_line(text), "suggestions": suggested})
        if len(response.content) <= MAX_BYTES:
            return response
        # The best suggestions come first, so drop the last one.
        suggested.pop()
