"""The admin of audiences."""

from django.contrib import admin

from faq.admin.forms import SlugForm
from faq.admin.slugs import SlugProposals
from faq.models import Audience


@admin.register(Audience)
class AudienceAdmin(SlugProposals[Audience]):
    form = SlugForm[Audience]
    fields = ["title", "slug", "position"]
    list_display = ["title", "slug", "position"]
    ordering = ["position", "title"]
    search_fields = ["title", "slug"]
