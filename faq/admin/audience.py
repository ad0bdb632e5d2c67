"""The admin of audiences."""

from django.contrib import admin
from django.db.models import QuerySet

from faq.admin.forms import SlugForm
from faq.admin.public_content import PublicContentAdmin
from faq.admin.slugs import SlugProposals
from faq.models import Audience, Question
from faq.publishing import usage


@admin.register(Audience)
class AudienceAdmin(PublicContentAdmin[Audience], SlugProposals[Audience]):
    form = SlugForm[Audience]
    fields = ["title", "slug", "position"]
    list_display = ["title", "slug", "position"]
    ordering = ["position", "title"]
    search_fields = ["title", "slug"]

    def is_public(self, obj: Audience) -> bool:
        return usage.is_public(obj)

    def questions_using(self, obj: Audience) -> QuerySet[Question]:
        return usage.questions_using(obj)
