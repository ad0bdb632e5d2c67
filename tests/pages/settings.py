"""The site's own settings, with one more view, and with whole pages kept or not."""

import os

from helpcenter.settings import *  # noqa: F403

ROOT_URLCONF = "tests.pages.urls"
if os.environ["KEEP_PAGES"] == "no":
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    CACHES = {**CACHES, "pages": dummy}  # noqa: F405
