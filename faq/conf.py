"""The settings this application reads, in one place."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def is_debug() -> bool:
    return settings.DEBUG


def site_name() -> str:
    return settings.SITE_NAME


def site_url() -> str:
    """The address of the site, without a slash at the end; absolute addresses never come from a request."""
    return settings.SITE_URL


def site_notice() -> str:
    return settings.SITE_NOTICE


def contact_url() -> str:
    return settings.CONTACT_URL


def languages() -> dict[str, str]:
    """Those the interface speaks: code → what the language calls itself."""
    return dict(settings.LANGUAGES)


def language_code() -> str:
    """The language of the content, and of the interface where nothing else is asked for."""
    return settings.LANGUAGE_CODE


def template_folders() -> list[Path]:
    """Where templates outside of the application are."""
    folders: Any = settings.TEMPLATES[0]["DIRS"]
    return [Path(folder) for folder in folders]


def translation_folders() -> list[Path]:
    """Where translations are."""
    return [Path(folder) for folder in settings.LOCALE_PATHS]


def session_cookie() -> str:
    """The name of the cookie that only somebody who signed in has."""
    return settings.SESSION_COOKIE_NAME


def search_engine() -> str:
    """The dotted name of Haystack's engine."""
    return settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"]


def index_path() -> str:
    """The folder that holds the search index and nothing else."""
    return settings.HAYSTACK_CONNECTIONS["default"]["PATH"]


def media_root() -> Path:
    """The folder that holds the images of texts and nothing else."""
    return Path(settings.MEDIA_ROOT)


def import_folder() -> Path:
    """Where uploaded tables wait until somebody has looked at what they would change."""
    return Path(settings.IMPORTS)


def largest_form() -> int:
    """How much text is taken at once, in bytes; files are no part of it."""
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def counts_searches() -> bool:
    """Whether it is counted what readers search for."""
    return settings.COUNT_SEARCHES


def checks_links() -> bool:
    """Whether the check of links may visit other sites."""
    return settings.LINKS_CHECK


def search_rate() -> tuple[int, int] | None:
    """So many searches of one client in so many seconds; None for any number."""
    return settings.SEARCH_RATE


def suggest_rate() -> tuple[int, int] | None:
    """The same for suggestions."""
    return settings.SUGGEST_RATE


def feedback_rate() -> tuple[int, int] | None:
    """The same for what readers say of questions."""
    return settings.FEEDBACK_RATE


def llms_rate() -> tuple[int, int] | None:
    """The same for the file that holds all answers."""
    return settings.LLMS_RATE


def review_required() -> bool | None:
    """Whether only reviewers publish; None to have it so as soon as there is a reviewer."""
    return settings.REVIEW_REQUIRED


def review_every() -> int:
    """After so many days a question is to be gone through again, unless it says otherwise; 0 for never."""
    return settings.REVIEW_EVERY


def trusted_origins() -> list[str]:
    """Further origins of the site, each perhaps with a * for names below it."""
    return settings.CSRF_TRUSTED_ORIGINS


def client_address(request: HttpRequest) -> str:
    """The network address of the client: the project knows which proxies to believe."""
    return import_string(settings.CLIENT_ADDRESS)(request)
