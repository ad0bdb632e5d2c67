"""The settings that this application reads. Each is a function, so that tests can override the setting."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

T = TypeVar("T")
Setting = Callable[[], T]
# The number of requests and the length of the window in seconds; None for no limit.
Rate = tuple[int, int] | None


class Logo(Protocol):
    """A logo of the site's own, with a hash of the file."""

    @property
    def content_type(self) -> str: ...
    @property
    def ending(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def _setting(name: str, convert: Callable[..., T] = lambda value: value) -> Setting[T]:
    return lambda: convert(getattr(settings, name))


# --- The site
is_debug: Setting[bool] = _setting("DEBUG")
site_name: Setting[str] = _setting("SITE_NAME")
# Without a final slash. Absolute addresses start with it, never with the host of a request.
site_url: Setting[str] = _setting("SITE_URL")
site_notice: Setting[str] = _setting("SITE_NOTICE")
contact_url: Setting[str] = _setting("CONTACT_URL")
# In place of our own words above, in and on the links to CONTACT_URL; empty for ours.
contact_title: Setting[str] = _setting("CONTACT_TITLE")
contact_text: Setting[str] = _setting("CONTACT_TEXT")
contact_label: Setting[str] = _setting("CONTACT_LABEL")
# More origins of the site; a * stands for any subdomain.
trusted_origins: Setting[list[str]] = _setting("CSRF_TRUSTED_ORIGINS")
# Only people who are signed in have this cookie.
session_cookie: Setting[str] = _setting("SESSION_COOKIE_NAME")
session_seconds: Setting[int] = _setting("SESSION_COOKIE_AGE")
# Only browsers with which somebody signed in before have this cookie.
browser_cookie: Setting[str] = _setting("BROWSER_COOKIE_NAME")
sends_cookies_securely: Setting[bool] = _setting("SESSION_COOKIE_SECURE")

# --- What makes a site one's own
# The accent as a hexadecimal colour, and the style rule that gives it to pages; the rule may be empty.
site_colour: Setting[str] = _setting("SITE_COLOUR")
site_style: Setting[str] = _setting("SITE_STYLE")
site_logo: Setting[Logo | None] = _setting("SITE_LOGO")
site_logo_dark: Setting[Logo | None] = _setting("SITE_LOGO_DARK")
# Pairs of a title and an address.
header_links: Setting[tuple[tuple[str, str], ...]] = _setting("HEADER_LINKS")
footer_links: Setting[tuple[tuple[str, str], ...]] = _setting("FOOTER_LINKS")
# A folder of templates and static files, which come before those of the project.
site_theme: Setting[Path | None] = _setting("SITE_THEME")

# Hosts whose videos stand in texts: youtube.com, vimeo.com and hosts of PeerTube.
video_hosts: Setting[tuple[str, ...]] = _setting("VIDEO_HOSTS")

# --- Languages
# The languages of the interface: code to the language's own name for itself.
languages: Setting[dict[str, str]] = _setting("LANGUAGES", dict)
# The language of the content, and of the interface for readers who prefer none of its languages.
language_code: Setting[str] = _setting("LANGUAGE_CODE")

# --- Folders
# The folder contains nothing but the search index.
index_path: Setting[str] = _setting(
    "HAYSTACK_CONNECTIONS", lambda engines: engines["default"]["PATH"]
)
media_root: Setting[Path] = _setting("MEDIA_ROOT", Path)
# Uploaded tables, until an editor confirms the import.
import_folder: Setting[Path] = _setting("IMPORTS", Path)
template_folders: Setting[list[Path]] = _setting(
    "TEMPLATES", lambda engines: [Path(folder) for folder in engines[0]["DIRS"]]
)
translation_folders: Setting[list[Path]] = _setting(
    "LOCALE_PATHS", lambda folders: [Path(folder) for folder in folders]
)

# --- Limits
# How long a request may take, in seconds.
page_deadline: Setting[float] = _setting("PAGE_DEADLINE")
import_deadline: Setting[float] = _setting("IMPORT_DEADLINE")
# In bytes, for the text in a form, without files.
max_form_size: Setting[int] = _setting("DATA_UPLOAD_MAX_MEMORY_SIZE")
search_rate: Setting[Rate] = _setting("SEARCH_RATE")
suggest_rate: Setting[Rate] = _setting("SUGGEST_RATE")
feedback_rate: Setting[Rate] = _setting("FEEDBACK_RATE")
llms_rate: Setting[Rate] = _setting("LLMS_RATE")

# --- Choices of the operator
# Whether there is a server for e-mail.
sends_mail: Setting[bool] = _setting("SENDS_MAIL")
# How long a link works that sets a password.
password_reset_seconds: Setting[int] = _setting("PASSWORD_RESET_TIMEOUT")
counts_searches: Setting[bool] = _setting("COUNT_SEARCHES")
# Whether the link check may visit other sites.
checks_links: Setting[bool] = _setting("LINKS_CHECK")
# Whether only reviewers publish; None for "as soon as there is a reviewer".
review_required: Setting[bool | None] = _setting("REVIEW_REQUIRED")
# In days, the review interval of questions that have none of their own; 0 for never.
review_every: Setting[int] = _setting("REVIEW_EVERY")


def client_network(request: HttpRequest) -> str:
    """Return the network of the client, for all counts of clients. The project knows which proxies it trusts."""
    return import_string(settings.CLIENT_NETWORK)(request)
