"""/api/v1/openapi.json: what this site answers to programs, for programs."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from faq import conf
from faq.api.responses import endpoint, json_response
from faq.ops.http_cache import cached_page


@endpoint
@cached_page()
def document(request: HttpRequest) -> HttpResponse:
    return json_response({**_document(), "servers": [{"url": conf.site_url()}]})


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
