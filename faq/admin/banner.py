"""The admin of banners."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.markdown_fields import MARKDOWN_LINE
from faq.admin.public_content import PublicContentAdmin
from faq.models import Banner
from faq.text.times import show_time


@admin.register(Banner)
class BannerAdmin(PublicContentAdmin[Banner]):
    is_always_public = True
    formfield_overrides = MARKDOWN_LINE
    fields = ["kind", "text", "starts_at", "ends_at"]
    list_display = ["words", "kind", "state"]
    list_filter = ["kind"]
    ordering = ["-pk"]
    search_fields = ["text"]

    @admin.display(description=_("text"), ordering="text")
    def words(self, banner: Banner) -> str:
        return str(banner)

    @admin.display(description=_("state"))
    def state(self, banner: Banner) -> str:
        now = timezone.now()
        if banner.is_shown(now):
            if banner.ends_at is None:
                return gettext("shown now")
            return gettext("shown until {}").format(show_time(banner.ends_at))
        if banner.starts_at is not None and banner.starts_at > now:
            return gettext("shown from {}").format(show_time(banner.starts_at))
        return gettext("over")
