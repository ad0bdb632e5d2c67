"""Proposes addresses for new questions, topics, sections and audiences while somebody types the title."""

from typing import TypeVar, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from faq.models.question import TITLE_LENGTH
from faq.publishing.urls.slugs import Slugged, propose_slug

ModelT = TypeVar("ModelT", bound=Model)


class SlugProposals(admin.ModelAdmin[ModelT]):
    """For models whose form is a SlugForm. Without the script, the form makes the address when it is saved."""

    class Media:
        js = ["faq/admin/slugs.js"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_GET(self.slug_view))
        name = f"faq_{self.opts.model_name}_slug"
        return [path("slug/", view, name=name), *super().get_urls()]

    def slug_view(self, request: HttpRequest) -> HttpResponse:
        """Return a free address for a title as JSON; an empty one for an empty title."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        title = request.GET.get("title", "")[:TITLE_LENGTH].strip()
        slug = propose_slug(title, cast(Slugged, self.model)) if title else ""
        return JsonResponse({"slug": slug})
