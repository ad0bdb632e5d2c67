"""The settings this application reads, in one place."""

from django.conf import settings


def site_name() -> str:
    return settings.SITE_NAME


def site_url() -> str:
    """The address of the site, without a slash at the end; absolute addresses never come from a request."""
    return settings.SITE_URL


def site_notice() -> str:
    return settings.SITE_NOTICE


def contact_url() -> str:
    return settings.CONTACT_URL


def index_path() -> str:
    """The folder that holds the search index and nothing else."""
    return settings.HAYSTACK_CONNECTIONS["default"]["PATH"]
