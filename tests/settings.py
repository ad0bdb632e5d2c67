"""Settings of the tests: the site's own, with state in a folder that goes away."""

import atexit
import os
import shutil
import tempfile

# In memory where there is room: the tests write some fifty thousand small files and wait for each on a disk.
MEMORY = "/dev/shm"
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2 * 1024**3:
    tempfile.tempdir = os.environ["TMPDIR"] = MEMORY
os.environ["HELPCENTER_VAR"] = tempfile.mkdtemp(prefix="helpcenter-test-")
atexit.register(shutil.rmtree, os.environ["HELPCENTER_VAR"], ignore_errors=True)
# Playwright runs an event loop in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in (
    "SITE_NAME",
    "SITE_URL",
    "SITE_NOTICE",
    "CONTACT_URL",
    "CONTACT_TITLE",
    "CONTACT_TEXT",
    "CONTACT_LABEL",
    "SITE_HUE",
    "SITE_LOGO",
    "SITE_LOGO_DARK",
    "HEADER_LINKS",
    "FOOTER_LINKS",
    "SITE_THEME",
    "VIDEO_HOSTS",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
):
    os.environ.pop(name, None)
os.environ["SEARCH_URL"] = f"whoosh://{os.environ['HELPCENTER_VAR']}/index"

from helpcenter.settings import *  # noqa: E402, F403

# Hashing is not what is tested.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Tests search more often than anybody; those of the limits set their own.
SEARCH_RATE = SUGGEST_RATE = FEEDBACK_RATE = LLMS_RATE = None
# Each test makes its pages itself; those of what is kept turn it on.
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # noqa: F405
# What is counted is written a minute later, when the test is over; those of the counts turn it on.
COUNT_SEARCHES = False
# Tests share the machine with each other; those of the deadlines set their own.
PAGE_DEADLINE = IMPORT_DEADLINE = 600
