"""All settings, with safe defaults. docs/operators.md lists the environment variables that change them."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from helpcenter import appearance, env, logs, mail

BASE_DIR = Path(__file__).resolve().parent.parent


# --- State: one folder holds everything that changes
def _folder(text: str) -> Path:
    # An empty variable counts as not set.
    folder = Path(text or BASE_DIR / "var").resolve()
    # It holds password hashes and the secret key, so only this user may read it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    return folder


VAR = env.read("HELPCENTER_VAR", "a folder that can be written to", _folder, str(BASE_DIR / "var"))

# --- The site
_listen, _port = env.listen()
_host = {"0.0.0.0": "127.0.0.1", "[::]": "127.0.0.1"}.get(_listen, _listen)  # noqa: S104
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

SITE_NAME = env.line("SITE_NAME", default="Helpcenter", limit=60)
SITE_URL = env.origin("SITE_URL", default=f"http://{_host}:{_port}")
SITE_NOTICE = env.line(
    "SITE_NOTICE",
    default="Sample content. It is not affiliated with Upwork and may be out of date.",
    limit=300,
    empty=True,
)
CONTACT_URL = env.contact_url(default="mailto:help@example.com")
CONTACT_TITLE, CONTACT_TEXT, CONTACT_LABEL = appearance.contact_words()

# --- What makes a site one's own
SITE_COLOUR, SITE_STYLE = appearance.colour_and_style()
SITE_LOGO, SITE_LOGO_DARK = appearance.logo("SITE_LOGO"), appearance.logo("SITE_LOGO_DARK")
HEADER_LINKS, FOOTER_LINKS = appearance.links("HEADER_LINKS"), appearance.links("FOOTER_LINKS")
SITE_THEME = appearance.theme()
VIDEO_HOSTS = env.video_hosts()

# --- Security
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret_key(VAR / "secret_key")
TLS = SITE_URL.startswith("https:")
_site_host = (
    urlsplit(SITE_URL).netloc.rpartition("@")[2].partition(f":{urlsplit(SITE_URL).port}")[0]
)
_on_loopback = _site_host in LOOPBACK
ALLOWED_HOSTS = env.items(
    "ALLOWED_HOSTS",
    "host names separated by commas, without scheme or port",
    r"\*|\.?[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]",
    default=",".join([_site_host, *LOOPBACK]),
)
CSRF_TRUSTED_ORIGINS = env.items(
    "CSRF_TRUSTED_ORIGINS",
    "origins separated by commas, each with its scheme, like https://help.example.com",
    r"https?://[A-Za-z0-9*.:\[\]-]+",
)
# Only the server uses this. Check it here, so that a wrong value stops the start.
env.number("WEB_CONCURRENCY", default=2, low=1, high=64)
# The operator's own proxies, which set X-Forwarded-For and -Proto.
PROXY_COUNT = env.number("PROXY_COUNT", default=0, low=0, high=10)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
# This forces HTTPS on all subdomains too, so the operator chooses it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W005 and W021 ask for HSTS_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# These four ask for TLS, which a site on the loopback address does not need.
if _on_loopback and not TLS:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "faq.admin.rescue.csrf_failure"
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
# Tells that somebody signed in with this browser before, so that attackers cannot keep them out.
BROWSER_COOKIE_NAME = "__Host-browser" if TLS else "browser"
SESSION_COOKIE_AGE = 12 * 3600
# The default may set a cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Django 6 reads the same directives from SECURE_CSP.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{f"{kind}-src": [SELF] for kind in ("script", "style", "img", "font", "connect")},
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Applications
INSTALLED_APPS = [
    # This must come first, so that Django runs its loaddata, which checks fixtures.
    "faq",
    "helpcenter.apps.FaqAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "adminsortable2",
    "axes",
    "csp",
    "haystack",
    "lucide",
]

MIDDLEWARE = [
    # The first four set headers on every response, including static files and errors.
    "helpcenter.middleware.ResponseHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "faq.middleware.language.LanguageMiddleware",
    "faq.middleware.unavailable.DeadlineMiddleware",
    "helpcenter.middleware.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "faq.middleware.redirects.RedirectFallbackMiddleware",
    "axes.middleware.AxesMiddleware",
    "faq.middleware.unavailable.DatabaseFailureMiddleware",
]

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
ROOT_URLCONF = "helpcenter.urls"
WSGI_APPLICATION = "helpcenter.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*appearance.folder(SITE_THEME, "templates"), BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "faq.views.context.site",
            ],
        },
    },
]

# --- Database
_database = env.database(VAR / "db.sqlite3")
DATABASES = {"default": _database}
_database["CONN_MAX_AGE"] = None
_is_file = _database["ENGINE"] == "django.db.backends.sqlite3"
# A database server may close a connection between requests. A file cannot, and each check is a query.
_database["CONN_HEALTH_CHECKS"] = not _is_file
if _is_file:
    _database["OPTIONS"] = {
        # A deferred transaction that starts to write fails at once with "database is locked".
        "transaction_mode": "IMMEDIATE",
        # Seconds, fewer than PAGE_DEADLINE, so that the reason given is the busy database.
        "timeout": 8,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- E-mail
_mail = mail.server()
SENDS_MAIL = bool(_mail.host)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail.backend, _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail.starts_tls, _mail.is_tls, mail.TIMEOUT
DEFAULT_FROM_EMAIL = mail.sender(is_needed=SENDS_MAIL)

# --- Cache
_default_cache = env.cache()
_FILES = "django.core.cache.backends.filebased.FileBasedCache"
_is_redis = "redis" in str(_default_cache["BACKEND"])
CACHES = {
    "default": _default_cache,
    # Whole pages. Without Redis, each process caches up to about 20 MB in memory.
    "pages": _default_cache
    if _is_redis
    else {**_default_cache, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1_000}},
    # Counts of failed sign-ins. In memory each process would count separately, and nobody could sign in
    # while Redis is down.
    "logins": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "helpcenter_logins",
        # An attacker could push an entry out of the default 300 and try again.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Counts for rate limits. A database table would make every search a write.
    "limits": _default_cache
    if _is_redis
    else {"BACKEND": "faq.ops.counter_cache.CounterCache", "LOCATION": VAR / "limits"},
    # The progress of jobs, which processes share. The database may be locked by the job itself.
    "jobs": _default_cache if _is_redis else {"BACKEND": _FILES, "LOCATION": VAR / "jobs"},
}

# --- Time limits of a request, in seconds
PAGE_DEADLINE, IMPORT_DEADLINE = 10, 60
# --- Rate limits of one client
SEARCH_RATE = env.rate("SEARCH_RATE", default="300/m")
SUGGEST_RATE = env.rate("SUGGEST_RATE", default="600/m")
FEEDBACK_RATE = env.rate("FEEDBACK_RATE", default="60/h")
LLMS_RATE = env.rate("LLMS_RATE", default="30/h")
# All counts of clients use this function.
CLIENT_NETWORK = "helpcenter.middleware.client_network"

# --- Statistics and link checks
# Count searches by day, without recording who searched.
COUNT_SEARCHES = env.flag("COUNT_SEARCHES", default=True)
# Whether the link check visits other sites.
LINKS_CHECK = env.flag("LINKS_CHECK", default=False)

# --- Search
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "faq.search.whoosh.backend.Engine",
        "PATH": env.search_folder(VAR / "index"),
        # faq.search handles errors of the index itself.
        "SILENTLY_FAIL": False,
    }
}

# --- People
# The page after signing in, if the sign-in form names none or one on another site.
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["faq.ops.passwords.BoundedHasher"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator"},
    {"NAME": "faq.ops.passwords.MaximumLengthValidator"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
# Whether only reviewers publish. Empty: true as soon as there is a reviewer.
REVIEW_REQUIRED = env.optional_flag("REVIEW_REQUIRED")
REVIEW_EVERY = env.number("REVIEW_EVERY", default=180, low=0, high=3650)
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CACHE = "logins"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# Count the pair, so that nobody can lock out an editor who signs in from another address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "faq.admin.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = CLIENT_NETWORK
AXES_VERBOSE = False
# Axes counts in the cache, so its tables stay empty.
AXES_ENABLE_ADMIN = False

# Enough for the largest question: a step sends six fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# --- Language and time
LANGUAGE_CODE = "en-gb"
# The first part of each code is its prefix in addresses, such as /de/.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "helpcenter.formats"
TIME_ZONE = env.time_zone(default="UTC")
USE_I18N = USE_TZ = True

# --- Static files, uploaded images, and tables that wait until an editor confirms the import
STATIC_URL = "/static/"
STATICFILES_DIRS = appearance.folder(SITE_THEME, "static")
STATIC_ROOT, MEDIA_ROOT, IMPORTS = VAR / "static", VAR / "media", VAR / "imports"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Logs
LOGGING = logs.CONFIGURATION
