"""Reads the environment strictly: a wrong value stops the start with one line that says what is accepted."""

import importlib.util
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

import environ

T = TypeVar("T")
Rate = tuple[int, int] | None

FILE = Path(__file__).resolve().parent.parent / ".env"
try:
    environ.Env.read_env(FILE)
except (OSError, UnicodeDecodeError) as error:
    raise SystemExit(f"{FILE} cannot be read. It must be a text file in UTF-8.") from error
env = environ.Env()


def read(name: str, accepts: str, parse: Callable[[str], T], default: str = "") -> T:
    """Read one variable.

    Args:
        name: the variable.
        accepts: what it accepts, in words.
        parse: turns the text into the value; raises ValueError, LookupError or OSError if it cannot.
        default: the text to parse when the variable is not set.

    Raises:
        SystemExit: the value cannot be used. The message does not repeat it: it may be a password.
    """
    try:
        return parse(env.str(name, default=default).strip())
    except (ValueError, LookupError, OSError) as error:
        message = f"{name} has a value that cannot be used. It accepts {accepts}."
        raise SystemExit(message) from error


def _accepted(value: T, *conditions: object) -> T:
    if not all(conditions):
        raise ValueError
    return value


def _url(text: str, *schemes: str) -> SplitResult:
    parts = urlsplit(text)
    # Asking for a port that is no number raises ValueError.
    return _accepted(parts, parts.scheme in schemes, parts.port != 0)


def require_package(name: str, package: str) -> None:
    """Stop the start if the value of a variable needs a package that is not installed."""
    if importlib.util.find_spec(package) is None:
        raise SystemExit(f"{name} needs the Python package {package}, which is not installed.")


def flag(name: str, *, default: bool) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    return read(name, "true or false", lambda text: words[text.lower()], str(default))


def number(name: str, *, default: int, low: int, high: int) -> int:
    accepts = f"a whole number from {low} to {high}"
    return read(
        name, accepts, lambda text: _accepted(int(text), low <= int(text) <= high), str(default)
    )


def items(name: str, accepts: str, pattern: str, *, default: str = "") -> list[str]:
    """A comma-separated list; each item must match the whole pattern."""

    def parse(text: str) -> list[str]:
        found = [item.strip() for item in text.split(",") if item.strip()]
        return _accepted(found, *(re.fullmatch(pattern, item) for item in found))

    return read(name, accepts, parse, default)


def rate(name: str, *, default: str) -> Rate:
    """A rate limit: the number of requests and the seconds they are for; None for no limit."""

    def parse(text: str) -> Rate:
        count, _, unit = _accepted(text, re.fullmatch("0|[1-9][0-9]{0,6}/[smhd]", text)).partition(
            "/"
        )
        return (int(count), {"s": 1, "m": 60, "h": 3_600, "d": 86_400}[unit]) if unit else None

    accepts = "a number for each second, minute, hour or day, like 120/m, or 0 for no limit"
    return read(name, accepts, parse, default)


def line(name: str, *, default: str, limit: int, empty: bool = False) -> str:
    """One line of text without control characters."""

    def parse(text: str) -> str:
        return _accepted(text, len(text) <= limit, text.isprintable(), text or empty)

    accepts = f"one line of at most {limit} characters{', or nothing' if empty else ''}"
    return read(name, accepts, parse, default)


def listen() -> tuple[str, int]:
    """HOST and PORT, where the app server listens; an IPv6 address in brackets."""

    def parse(text: str) -> str:
        host = _accepted(text, re.fullmatch(r"[A-Za-z0-9.-]+|[0-9a-fA-F:.]+", text))
        return f"[{host}]" if ":" in host else host

    host = read("HOST", "a host name or an IP address, like 127.0.0.1", parse, "127.0.0.1")
    return host, number("PORT", default=8000, low=1, high=65535)


def database(file: Path) -> dict[str, object]:
    """DATABASE_URL as Django's settings of a database; SQLite in the file if it is not set."""

    def parse(text: str) -> dict[str, object]:
        # Checked first: of another scheme, django-environ would print the address, password and all.
        scheme = _url(text, "sqlite", "postgres", "postgresql").scheme
        found = environ.Env.db_url_config(text)
        has_place = scheme != "sqlite" or Path(found["NAME"]).parent.is_dir()
        return _accepted(found, found["NAME"] not in {"", ":memory:"}, has_place)

    accepts = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
    found = read("DATABASE_URL", accepts, parse, f"sqlite:///{file}")
    if "postgresql" in str(found["ENGINE"]):
        require_package("DATABASE_URL", "psycopg")
    return found


def cache() -> dict[str, object]:
    """CACHE_URL as Django's settings of a cache; the memory of each process if it is not set."""
    accepts, schemes = "locmem:// or redis://host:6379/0", ("locmem", "redis", "rediss")
    url = read("CACHE_URL", accepts, lambda text: _url(text, *schemes), "locmem://")
    if url.scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    require_package("CACHE_URL", "redis")
    # In seconds. Without these limits a reader would wait for a server that does not answer.
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": url.geturl(), "OPTIONS": options}


def search_folder(default: Path) -> str:
    """SEARCH_URL: the folder of the search index."""

    def parse(text: str) -> str:
        url = _url(text, "whoosh")
        return _accepted(url.path, not url.netloc, url.path.strip("/"))

    return read("SEARCH_URL", "whoosh:///folder", parse, f"whoosh://{default}")


def contact_url(default: str) -> str:
    """CONTACT_URL: a web address or a mailto address, without a slash at the end; or nothing."""

    def parse(text: str) -> str:
        url = _url(text, "", "mailto", "http", "https")
        is_whole = not text or url.scheme == "mailto" or (url.scheme and url.hostname)
        return _accepted(text.rstrip("/"), is_whole, text.isprintable(), " " not in text)

    accepts = "an address that begins with https: or http: or mailto:, or nothing"
    return read("CONTACT_URL", accepts, parse, default)


def origin(name: str, *, default: str) -> str:
    """The address of a whole site: scheme, host and perhaps a port."""

    def parse(text: str) -> str:
        url = _url(text.rstrip("/"), "http", "https")
        host = re.fullmatch(r"([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]+)?", url.netloc)
        return _accepted(
            f"{url.scheme}://{url.netloc}", host, not url.path + url.query + url.fragment
        )

    return read(name, "an address like https://help.example.com, without a path", parse, default)


def secret_key(file: Path) -> str:
    """SECRET_KEY, or the key in the file, which is made once and readable by its owner alone."""

    def parse(text: str) -> str:
        return _accepted(text, len(text) >= 50, len(set(text)) >= 5)

    if env.str("SECRET_KEY", default=""):
        return read("SECRET_KEY", "at least 50 characters, not all alike", parse)
    try:
        with suppress(FileExistsError):
            file.touch(mode=0o600, exist_ok=False)
        if not file.stat().st_size:
            file.write_text(secrets.token_urlsafe(64))
        return parse(file.read_text().strip())
    except (OSError, ValueError) as error:
        accepts = "It must be readable by you and hold at least 50 characters."
        raise SystemExit(f"{file} cannot be used. {accepts}") from error
