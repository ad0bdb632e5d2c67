"""The admin of audiences."""

from django.contrib import admin

from faq.models import Audience


@admin.register(Audience)
class AudienceAdmin(admin.ModelAdmin[Audience]):
    list_display = ["title", "slug", "position"]
    ordering = ["position", "title"]
    search_fields = ["title", "slug"]
