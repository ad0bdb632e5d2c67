"""The OpenAPI description of the API: /api/v1/openapi.json."""

import json
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from faq import conf
from faq.api.responses import endpoint, json_response
from faq.ops.page_cache import cached_page
from faq.text.safe_json import Json


@endpoint
@cached_page()
def document(request: HttpRequest) -> HttpResponse:
    return json_response({**_document(), "servers": [{"url": conf.site_url()}]})


@lru_cache(maxsize=1)
def _document() -> dict[str, Json]:
    document: dict[str, Json] = json.loads(
        Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    )
    return document
