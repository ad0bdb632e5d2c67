"""Reads the environment strictly: a wrong value stops the start with one line that says what is accepted."""

import importlib.util
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

FILE = Path(__file__).resolve().parent.parent / ".env"
try:
    environ.Env.read_env(FILE)
except (OSError, UnicodeDecodeError) as error:
    raise SystemExit(f"{FILE} cannot be read. It must be a UTF-8 text file of yours.") from error
env = environ.Env()


def stop(name: str, accepts: str) -> SystemExit:
    """The error that ends the start: names the variable and what it accepts, never its value."""
    return SystemExit(f"{name} has a value that cannot be used. It accepts {accepts}.")


def read(name: str, accepts: str, parse: Callable[[str], Any], default: str) -> Any:
    """Read one variable.

    Args:
        name: the variable.
        accepts: what it accepts, in words, for the error.
        parse: turns the text into the value; any error it raises means a wrong value.
        default: the text used when the variable is not set.

    Raises:
        SystemExit: when the value cannot be parsed.
    """
    text = env.str(name, default=default).strip()
    try:
        return parse(text)
    except Exception as error:
        raise stop(name, accepts) from error


def flag(name: str, *, default: bool) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    return read(name, "true or false", lambda text: words[text.lower()], str(default))


def number(name: str, *, default: int, low: int, high: int) -> int:
    def parse(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise ValueError(value)
        return value

    return read(name, f"a whole number from {low} to {high}", parse, str(default))


def words(name: str, accepts: str, pattern: str, *, default: str = "") -> list[str]:
    """A comma-separated list, each item matching the pattern whole."""

    def parse(text: str) -> list[str]:
        items = [item.strip() for item in text.split(",") if item.strip()]
        if not all(re.fullmatch(pattern, item) for item in items):
            raise ValueError(text)
        return items

    return read(name, accepts, parse, default)


def rate(name: str, *, default: str) -> tuple[int, int] | None:
    """How often something may be asked for: a number and the seconds it is for. 0 means any number."""
    seconds = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}

    def parse(text: str) -> tuple[int, int] | None:
        if text == "0":
            return None
        match = re.fullmatch(r"([1-9][0-9]{0,6})/([smhd])", text)
        if match is None:
            raise ValueError(text)
        return int(match[1]), seconds[match[2]]

    accepts = "a number for each second, minute, hour or day, like 120/m, or 0 for no limit"
    return read(name, accepts, parse, default)


def package(name: str, module: str) -> None:
    """Stop the start if a variable asks for a package that is not installed."""
    if importlib.util.find_spec(module) is None:
        raise SystemExit(f"{name} needs the Python package {module}, which is not installed.")


def line(name: str, *, default: str, limit: int, empty: bool = False) -> str:
    """One line of text, without control characters."""

    def parse(text: str) -> str:
        if len(text) > limit or not text.isprintable() or not (text or empty):
            raise ValueError(text)
        return text

    accepts = f"one line of at most {limit} characters"
    return read(name, accepts + (", or nothing" if empty else ""), parse, default)


def listen() -> tuple[str, int]:
    """HOST and PORT: where the app server listens. An IPv6 address comes in brackets."""

    def parse(text: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9.-]+|[0-9a-fA-F:.]+", text):
            raise ValueError(text)
        return f"[{text}]" if ":" in text else text

    host = read("HOST", "a host name or an IP address, like 127.0.0.1", parse, "127.0.0.1")
    return host, number("PORT", default=8000, low=1, high=65535)


def database(file: Path) -> dict[str, Any]:
    """DATABASE_URL as Django's settings for a database; without it, SQLite in the file."""

    def parse(text: str) -> dict[str, Any]:
        # Looked at first: for another scheme, the library would print the address, password and all.
        if urlsplit(text).scheme not in {"sqlite", "postgres", "postgresql"}:
            raise ValueError
        found = environ.Env.db_url_config(text)
        if found["NAME"] in {"", ":memory:"}:
            raise ValueError
        if "sqlite" in found["ENGINE"] and not Path(found["NAME"]).parent.is_dir():
            raise ValueError
        return found

    accepts = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
    return read("DATABASE_URL", accepts, parse, f"sqlite:///{file}")


def cache() -> dict[str, Any]:
    """CACHE_URL as Django's settings for a cache; without it, the memory of each process."""

    def parse(text: str) -> dict[str, Any]:
        scheme = urlsplit(text).scheme
        if scheme == "locmem":
            return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if scheme not in {"redis", "rediss"}:
            raise ValueError(text)
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": text,
            # In seconds; without them a reader would wait for a server that does not answer.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }

    found = read("CACHE_URL", "locmem:// or redis://host:6379/0", parse, "locmem://")
    if "redis" in found["BACKEND"]:
        package("CACHE_URL", "redis")
    return found


SEARCH_ENGINES = {
    "whoosh": "faq.search.whoosh.backend.Engine",
    # Haystack's own, for those who want to compare.
    "stock": "haystack.backends.whoosh_backend.WhooshEngine",
}


def search(folder: Path) -> dict[str, Any]:
    """SEARCH_URL as Haystack's settings for a connection; without it, our engine in the folder."""

    def parse(text: str) -> dict[str, Any]:
        parts = urlsplit(text)
        if parts.scheme not in SEARCH_ENGINES or parts.netloc or not parts.path.strip("/"):
            raise ValueError(text)
        # What goes wrong is for faq.search to hear of, and not for Haystack to swallow.
        engine = SEARCH_ENGINES[parts.scheme]
        return {"ENGINE": engine, "PATH": parts.path, "SILENTLY_FAIL": False}

    accepts = "whoosh:///folder or stock:///folder"
    return read("SEARCH_URL", accepts, parse, f"whoosh://{folder}")


def url(name: str, *, default: str, schemes: tuple[str, ...], empty: bool = False) -> str:
    """An address with one of the schemes, without a slash at the end."""

    def parse(text: str) -> str:
        if empty and not text:
            return ""
        parts = urlsplit(text)
        if parts.scheme not in schemes or not text.isprintable() or " " in text:
            raise ValueError(text)
        if parts.scheme in {"http", "https"} and not parts.hostname:
            raise ValueError(text)
        _ = parts.port
        return text.rstrip("/")

    accepts = "an address that begins with " + " or ".join(f"{scheme}:" for scheme in schemes)
    return read(name, accepts + (", or nothing" if empty else ""), parse, default)


def origin(name: str, *, default: str) -> str:
    """The address of a whole site: scheme, host and perhaps a port."""

    def parse(text: str) -> str:
        parts = urlsplit(text.rstrip("/"))
        if not re.fullmatch(
            r"[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]", parts.netloc.removesuffix(f":{parts.port}")
        ):
            raise ValueError(text)
        if parts.scheme not in {"http", "https"} or parts.path or parts.query or parts.fragment:
            raise ValueError(text)
        return f"{parts.scheme}://{parts.netloc}"

    return read(name, "an address like https://help.example.com, without a path", parse, default)


def secret_key(file: Path) -> str:
    """SECRET_KEY, or the key kept in the file, which is made once and readable by its owner alone."""

    def parse(text: str) -> str:
        if len(text) < 50 or len(set(text)) < 5:
            raise ValueError
        return text

    if env.str("SECRET_KEY", default=""):
        return read("SECRET_KEY", "at least 50 characters, not all alike", parse, "")
    try:
        with suppress(FileExistsError):
            file.touch(mode=0o600, exist_ok=False)
        if not file.stat().st_size:
            file.write_text(secrets.token_urlsafe(64))
        return parse(file.read_text().strip())
    except (OSError, ValueError) as error:
        raise SystemExit(
            f"{file} cannot be used. It must be readable by you and hold at least 50 characters."
        ) from error
