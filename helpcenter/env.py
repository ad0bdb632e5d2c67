"""Reads the environment variables. A wrong value stops the start with one line that says what is accepted."""

import importlib.util
import io
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import environ

T = TypeVar("T")
Rate = tuple[int, int] | None

FILE = Path(__file__).resolve().parent.parent / ".env"
_LINE = re.compile(r"(?:export\s++)?([A-Za-z_]\w*+)\s*+=\s*+(.*)", re.ASCII)


def read_file(file: Path) -> None:
    """Set the variables in a file that are not set yet.

    Raises:
        SystemExit: the file cannot be read. The message repeats no line, because it may hold a password.
    """
    try:
        # Some editors begin a file with a byte order mark.
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{file} cannot be read. It must be a text file in UTF-8.") from error
    pairs = []
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if line and not line.startswith("#"):
            found = _LINE.fullmatch(line)
            if found is None:
                raise SystemExit(f"{file}: line {number} cannot be read. Write NAME=value.")
            pairs.append(f"{found[1]}={found[2]}")
    environ.Env.read_env(io.StringIO("\n".join(pairs)))


read_file(FILE)
env = environ.Env()


def read(name: str, accepts: str, parse: Callable[[str], T], default: str = "") -> T:
    """Return the value of a variable.

    Args:
        name: name of the variable.
        accepts: the accepted values in words, for the message.
        parse: converts the text; raises ValueError, LookupError or OSError for a wrong value.
        default: the text to convert if the variable is not set.

    Raises:
        SystemExit: the value is wrong. The message does not repeat it, because it may be a password.
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
    # The property `port` raises ValueError if the port is not a number.
    return _accepted(parts, parts.scheme in schemes, parts.port != 0)


def require_package(name: str, package: str) -> None:
    """Exit if the value of a variable needs a package that is not installed."""
    if importlib.util.find_spec(package) is None:
        raise SystemExit(f"{name} needs the Python package {package}, which is not installed.")


def flag(name: str, *, default: bool) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    return read(name, "true or false", lambda text: words[text.lower()], str(default))


def optional_flag(name: str) -> bool | None:
    """Return None for nothing."""
    words = {"true": True, "false": False, "": None}
    return read(name, "true, false or nothing", words.__getitem__)


def number(name: str, *, default: int, low: int, high: int) -> int:
    accepts = f"a whole number from {low} to {high}"
    return read(
        name, accepts, lambda text: _accepted(int(text), low <= int(text) <= high), str(default)
    )


def items(name: str, accepts: str, pattern: str, *, default: str = "") -> list[str]:
    """Return the items of a comma-separated list. The pattern must match each of them entirely."""

    def parse(text: str) -> list[str]:
        values = [item.strip() for item in text.split(",") if item.strip()]
        return _accepted(values, *(re.fullmatch(pattern, item) for item in values))

    return read(name, accepts, parse, default)


def rate(name: str, *, default: str) -> Rate:
    """Return a number of requests and the length of the window in seconds; None for no limit."""

    def parse(text: str) -> Rate:
        count, _, unit = _accepted(text, re.fullmatch("0|[1-9][0-9]{0,6}/[smhd]", text)).partition(
            "/"
        )
        return (int(count), {"s": 1, "m": 60, "h": 3_600, "d": 86_400}[unit]) if unit else None

    accepts = "a number for each second, minute, hour or day, like 120/m, or 0 for no limit"
    return read(name, accepts, parse, default)


def line(name: str, *, default: str, limit: int, empty: bool = False) -> str:
    """Return one line of text without control characters."""

    def parse(text: str) -> str:
        return _accepted(text, len(text) <= limit, text.isprintable(), text or empty)

    accepts = f"one line of at most {limit} characters{', or nothing' if empty else ''}"
    return read(name, accepts, parse, default)


def time_zone(*, default: str) -> str:
    """Return TIME_ZONE, a name of the IANA time zone database."""

    def parse(text: str) -> str:
        # "localtime" is the zone of the machine, which says nothing to people.
        return _accepted(ZoneInfo(text).key, text != "localtime")

    accepts = "the name of a time zone, like Europe/Berlin or UTC"
    return read("TIME_ZONE", accepts, parse, default)


def listen() -> tuple[str, int]:
    """Return HOST and PORT, where the app server listens. An IPv6 address gets brackets."""

    def parse(text: str) -> str:
        host = _accepted(text, re.fullmatch(r"[A-Za-z0-9.-]+|[0-9a-fA-F:.]+", text))
        return f"[{host}]" if ":" in host else host

    host = read("HOST", "a host name or an IP address, like 127.0.0.1", parse, "127.0.0.1")
    return host, number("PORT", default=8000, low=1, high=65535)


def database(file: Path) -> dict[str, object]:
    """Return the settings of the database in DATABASE_URL; by default SQLite in the given file."""

    def parse(text: str) -> dict[str, object]:
        # For another scheme, django-environ would print the address with its password.
        scheme = _url(text, "sqlite", "postgres", "postgresql").scheme
        config = environ.Env.db_url_config(text)
        has_folder = scheme != "sqlite" or Path(config["NAME"]).parent.is_dir()
        return _accepted(config, config["NAME"] not in {"", ":memory:"}, has_folder)

    accepts = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
    config = read("DATABASE_URL", accepts, parse, f"sqlite:///{file}")
    if "postgresql" in str(config["ENGINE"]):
        require_package("DATABASE_URL", "psycopg")
    return config


def cache() -> dict[str, object]:
    """Return the settings of the cache in CACHE_URL; by default the memory of each process."""
    accepts, schemes = "locmem:// or redis://host:6379/0", ("locmem", "redis", "rediss")
    url = read("CACHE_URL", accepts, lambda text: _url(text, *schemes), "locmem://")
    if url.scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    require_package("CACHE_URL", "redis")
    # In seconds. Without timeouts readers would wait for a server that does not respond.
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": url.geturl(), "OPTIONS": options}


def search_folder(default: Path) -> str:
    """Return the folder of the search index from SEARCH_URL."""

    def parse(text: str) -> str:
        url = _url(text, "whoosh")
        return _accepted(url.path, not url.netloc, url.path.strip("/"))

    return read("SEARCH_URL", "whoosh:///folder", parse, f"whoosh://{default}")


def contact_url(default: str) -> str:
    """Return CONTACT_URL, a web, mailto or tel address without a final slash; it may be empty."""

    def parse(text: str) -> str:
        url = _url(text, "", "mailto", "tel", "http", "https")
        is_number = url.scheme == "tel" and re.fullmatch(r"\+?[0-9().-]{3,30}", url.path)
        is_whole = not text or url.scheme == "mailto" or is_number or url.hostname
        return _accepted(text.rstrip("/"), is_whole, text.isprintable(), " " not in text)

    accepts = "an address that begins with https:, http:, mailto: or tel:, or nothing"
    return read("CONTACT_URL", accepts, parse, default)


def video_hosts() -> tuple[str, ...]:
    """Return VIDEO_HOSTS: youtube.com, vimeo.com and names of PeerTube hosts."""
    accepts = "youtube.com, vimeo.com and names of PeerTube hosts without www., separated by commas"
    pattern = r"(?!www\.)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]"
    return tuple(items("VIDEO_HOSTS", accepts, pattern, default="youtube.com,vimeo.com"))


def origin(name: str, *, default: str) -> str:
    """Return the origin of a site: scheme, host and possibly a port."""

    def parse(text: str) -> str:
        url = _url(text.rstrip("/"), "http", "https")
        host = re.fullmatch(r"([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]+)?", url.netloc)
        return _accepted(
            f"{url.scheme}://{url.netloc}", host, not url.path + url.query + url.fragment
        )

    return read(name, "an address like https://help.example.com, without a path", parse, default)


def secret_key(file: Path) -> str:
    """Return SECRET_KEY, or the key in the file, which is created once and readable by its owner only."""

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
