"""The settings that this application reads, in one place: each is a function, so that tests can override it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

T = TypeVar("T")
Setting = Callable[[], T]
# A number of requests and the seconds they are for; None for no limit.
Rate = tuple[int, int] | None


def _setting(name: str, convert: Callable[..., T] = lambda value: value) -> Setting[T]:
    return lambda: convert(getattr(settings, name))


# --- The site
is_debug: Setting[bool] = _setting("DEBUG")
site_name: Setting[str] = _setting("SITE_NAME")
# Without a slash at the end. Absolute addresses start with it and never come from a request.
site_url: Setting[str] = _setting("SITE_URL")
site_notice: Setting[str] = _setting("SITE_NOTICE")
contact_url: Setting[str] = _setting("CONTACT_URL")
# Other origins of the site, perhaps with a * for its subdomains.
trusted_origins: Setting[list[str]] = _setting("CSRF_TRUSTED_ORIGINS")
# The name of the cookie that only people who are signed in have.
session_cookie: Setting[str] = _setting("SESSION_COOKIE_NAME")

# --- Languages
# Languages of the interface: the name of each in itself, by code.
languages: Setting[dict[str, str]] = _setting("LANGUAGES", dict)
# The language of the content, and of the interface when a reader asks for none of ours.
language_code: Setting[str] = _setting("LANGUAGE_CODE")

# --- Folders
# The search index is the only thing in its folder, as images are in theirs.
index_path: Setting[str] = _setting(
    "HAYSTACK_CONNECTIONS", lambda engines: engines["default"]["PATH"]
)
media_root: Setting[Path] = _setting("MEDIA_ROOT", Path)
# Uploaded tables wait here until an editor confirms what they will change.
import_folder: Setting[Path] = _setting("IMPORTS", Path)
template_folders: Setting[list[Path]] = _setting(
    "TEMPLATES", lambda engines: [Path(folder) for folder in engines[0]["DIRS"]]
)
translation_folders: Setting[list[Path]] = _setting(
    "LOCALE_PATHS", lambda folders: [Path(folder) for folder in folders]
)

# --- Limits
# In bytes, of the text in a form; files are not counted.
max_form_size: Setting[int] = _setting("DATA_UPLOAD_MAX_MEMORY_SIZE")
search_rate: Setting[Rate] = _setting("SEARCH_RATE")
suggest_rate: Setting[Rate] = _setting("SUGGEST_RATE")
feedback_rate: Setting[Rate] = _setting("FEEDBACK_RATE")
llms_rate: Setting[Rate] = _setting("LLMS_RATE")

# --- Choices of the operator
counts_searches: Setting[bool] = _setting("COUNT_SEARCHES")
# Whether the link check may visit other sites.
checks_links: Setting[bool] = _setting("LINKS_CHECK")
# Whether only reviewers publish; None: as soon as there is a reviewer.
review_required: Setting[bool | None] = _setting("REVIEW_REQUIRED")
# Days after which a question is due for review, unless it has a number of its own; 0 for never.
review_every: Setting[int] = _setting("REVIEW_EVERY")


def client_address(request: HttpRequest) -> str:
    """The network address of the client: the project knows which proxies to trust."""
    return import_string(settings.CLIENT_ADDRESS)(request)
