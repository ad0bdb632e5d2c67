"""What every page knows of the site."""

from django.http import HttpRequest

from faq import conf


def site(request: HttpRequest) -> dict[str, str]:
    return {
        "site_name": conf.site_name(),
        "site_url": conf.site_url(),
        "site_notice": conf.site_notice(),
        "contact_url": conf.contact_url(),
    }
