"""The admin of pages such as the imprint."""

from django.contrib import admin

from faq.admin.forms import SlugForm
from faq.admin.markdown_fields import MARKDOWN
from faq.admin.public_content import PublicContentAdmin
from faq.admin.slugs import SlugProposals
from faq.models import Page


@admin.register(Page)
class PageAdmin(PublicContentAdmin[Page], SlugProposals[Page]):
    is_always_public = True
    form = SlugForm[Page]
    formfield_overrides = MARKDOWN
    fields = ["title", "slug", "body", "position"]
    list_display = ["title", "slug", "position"]
    ordering = ["position", "title"]
    search_fields = ["title", "slug", "body"]
