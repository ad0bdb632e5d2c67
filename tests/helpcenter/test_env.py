"""Reading and rejecting environment variables."""

from collections.abc import Callable
from pathlib import Path

import environ
import pytest

from helpcenter import env
from tests.site import Site

DATABASES = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
ADDRESS = "an address like https://help.example.com, without a path"
RATE = "a number for each second, minute, hour or day, like 120/m, or 0 for no limit"
LOGO = (
    "the path of a PNG, JPEG, WebP or SVG file of at most 200 kB, "
    "without scripts and without parts that are loaded from elsewhere"
)
LINKS = (
    "up to 8 links separated by commas, each a title and an address, "
    "like Status https://status.example.com, Imprint /pages/imprint/"
)

# Name, wrong value, what is accepted. Each value holds "wrong", which may not be repeated.
WRONG = [
    ("SECRET_KEY", "wrong", "at least 50 characters, not all alike"),
    ("DEBUG", "wrong", "true or false"),
    ("ALLOWED_HOSTS", "https://wrong", "host names separated by commas, without scheme or port"),
    (
        "CSRF_TRUSTED_ORIGINS",
        "wrong.example.com",
        "origins separated by commas, each with its scheme, like https://help.example.com",
    ),
    ("DATABASE_URL", "mysqlx://user:wrong@host/name", DATABASES),
    ("DATABASE_URL", "postgres://user:wrong@host:port/name", DATABASES),
    ("CACHE_URL", "memcached://wrong", "locmem:// or redis://host:6379/0"),
    ("SEARCH_URL", "solr://wrong", "whoosh:///folder"),
    ("SEARCH_URL", "stock:///wrong", "whoosh:///folder"),
    ("SITE_NAME", "wrong" * 20, "one line of at most 60 characters"),
    ("SITE_URL", "wrong.example.com", ADDRESS),
    ("SITE_NOTICE", "wrong\nline", "one line of at most 300 characters, or nothing"),
    (
        "CONTACT_URL",
        "javascript:wrong",
        "an address that begins with https:, http:, mailto: or tel:, or nothing",
    ),
    ("SITE_HUE", "wrong", "a hue from 0 to 360, like 250, or a colour like #1d4ed8"),
    ("SITE_LOGO", "wrong.png", LOGO),
    ("SITE_LOGO_DARK", "wrong.png", LOGO),
    ("HEADER_LINKS", "wrong", LINKS),
    ("FOOTER_LINKS", "wrong", LINKS),
    ("SITE_THEME", "wrong", "a folder that holds the folder templates, static or both"),
    (
        "VIDEO_HOSTS",
        "https://wrong.example",
        "youtube.com, vimeo.com and names of PeerTube hosts without www., separated by commas",
    ),
    ("TIME_ZONE", "Europe/wrong", "the name of a time zone, like Europe/Berlin or UTC"),
    (
        "EMAIL_URL",
        "smtp://user:wrong@mail.example.com",
        "smtp://user:password@host:587/?tls=starttls or smtps://user:password@host:465, or "
        "smtp://host:25 without a password",
    ),
    ("EMAIL_FROM", "wrong", "an address like help@example.com or Help <help@example.com>"),
    ("PROXY_COUNT", "wrong", "a whole number from 0 to 10"),
    ("SEARCH_RATE", "wrong", RATE),
    ("SUGGEST_RATE", "-1/m wrong", RATE),
    ("HOST", "wrong host", "a host name or an IP address, like 127.0.0.1"),
    ("PORT", "wrong", "a whole number from 1 to 65535"),
    ("HELPCENTER_VAR", "/dev/null/wrong", "a folder that can be written to"),
]


@pytest.mark.parametrize(("name", "value", "accepts"), WRONG)
def test_wrong_value_stops_the_start_with_one_line(
    name: str, value: str, accepts: str, empty_site: Callable[..., Site]
) -> None:
    done = empty_site(**{name: value}).manage("check")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"{name} has a value that cannot be used. It accepts {accepts}.\n"
    assert "wrong" not in done.stderr


def test_every_variable_of_the_settings_is_tested() -> None:
    """A new variable needs a case above. The two others accept any text."""
    source = "".join(
        (Path(env.__file__).with_name(name)).read_text()
        for name in ("settings.py", "env.py", "mail.py", "appearance.py")
    )
    quoted = {part for part in source.split('"')[1::2] if part.isupper() and part.isidentifier()}
    names = {
        part
        for part in quoted
        if part.endswith(
            (
                "_URL",
                "_KEY",
                "_NAME",
                "_HOSTS",
                "_VAR",
                "_ZONE",
                "_HUE",
                "_LOGO",
                "_DARK",
                "_LINKS",
                "_THEME",
            )
        )
    }
    assert names - {name for name, _, _ in WRONG} == set()
    assert len(names) >= 14


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Return the value of NAME, set to a text, from one of the functions."""

    def _read(text: str, reader: Callable[..., object], **options: object) -> object:
        monkeypatch.setenv("NAME", text)
        return reader("NAME", **options)

    return _read


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("YES", True), (" 1 ", True), ("False", False), ("no", False), ("0", False)],
)
def test_flag_accepts_true_and_false_words(read: Callable, text: str, value: bool) -> None:
    assert read(text, env.flag, default=not value) is value


@pytest.mark.parametrize("text", ["", "on", "2", "truee"])
def test_flag_rejects_other_words(read: Callable, text: str) -> None:
    with pytest.raises(SystemExit, match=r"^NAME has a value .* accepts true or false\.$"):
        read(text, env.flag, default=False)


@pytest.mark.parametrize(
    "name", ["", "Europe", "europe/berlin", "localtime", "+02:00", "../UTC", "CEST", "UTC\x00"]
)
def test_time_zone_has_a_name_that_people_know(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(env.env, "ENVIRON", {"TIME_ZONE": name})
    with pytest.raises(SystemExit, match=r"^TIME_ZONE has a value .* like Europe/Berlin or UTC\.$"):
        env.time_zone(default="UTC")
    monkeypatch.setattr(env.env, "ENVIRON", {"TIME_ZONE": "America/Argentina/Buenos_Aires"})
    assert env.time_zone(default="UTC") == "America/Argentina/Buenos_Aires"


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("10", 10), (" 7 ", 7)])
def test_number_accepts_its_range(read: Callable, text: str, value: int) -> None:
    assert read(text, env.number, default=1, low=0, high=10) == value


@pytest.mark.parametrize("text", ["-1", "11", "1.5", "", "x", "1e1"])
def test_number_rejects_other_values(read: Callable, text: str) -> None:
    with pytest.raises(SystemExit, match="a whole number from 0 to 10"):
        read(text, env.number, default=1, low=0, high=10)


@pytest.mark.parametrize(
    ("text", "value"),
    [("120/m", (120, 60)), ("1/s", (1, 1)), (" 5/h ", (5, 3600)), ("9/d", (9, 86400)), ("0", None)],
)
def test_rate_accepts_a_number_and_a_unit(read: Callable, text: str, value: object) -> None:
    assert read(text, env.rate, default="1/m") == value


@pytest.mark.parametrize("text", ["", "120", "0/m", "-1/m", "1/w", "1.5/s", "m/1", "1/m/s", "９/m"])
def test_rate_rejects_other_values(read: Callable, text: str) -> None:
    with pytest.raises(SystemExit, match="like 120/m, or 0 for no limit"):
        read(text, env.rate, default="1/m")


def test_items_are_split_at_commas(read: Callable) -> None:
    assert read("a, b ,,c", env.items, accepts="letters", pattern="[a-z]") == ["a", "b", "c"]
    assert read("", env.items, accepts="letters", pattern="[a-z]") == []
    with pytest.raises(SystemExit, match="letters"):
        read("a, bb", env.items, accepts="letters", pattern="[a-z]")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://help.example.com/", "https://help.example.com"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("HTTPS://help.example.com", "https://help.example.com"),
    ],
)
def test_origin_accepts_the_address_of_a_site(read: Callable, text: str, value: str) -> None:
    assert read(text, env.origin, default="") == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "help.example.com",
        "https://",
        "https://help.example.com/path",
        "https://help.example.com?a=b",
        "https://help.example.com#a",
        "https://user:secret@help.example.com",
        "https://help.example.com:99999",
        "https://help example.com",
        "https://help.example.com\nX: y",
        "javascript:alert(1)",
        "//help.example.com",
        "http://[::1",
    ],
)
def test_origin_rejects_other_values(read: Callable, text: str) -> None:
    """Check 33: absolute addresses start with it."""
    with pytest.raises(SystemExit, match=r"help\.example\.com, without a path"):
        read(text, env.origin, default="")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("mailto:help@example.com", "mailto:help@example.com"),
        ("https://example.com/contact/", "https://example.com/contact"),
        ("http://[::1]:8000/?a=b", "http://[::1]:8000/?a=b"),
        ("tel:+1-800-555-0199", "tel:+1-800-555-0199"),
    ],
)
def test_contact_url_accepts_web_mail_and_telephone_addresses(
    monkeypatch: pytest.MonkeyPatch, text: str, value: str
) -> None:
    monkeypatch.setenv("CONTACT_URL", text)
    assert env.contact_url(default="mailto:help@example.com") == value


@pytest.mark.parametrize(
    "text",
    [
        "example.com",
        "/contact",
        "https:",
        "https:///contact",
        "https://a:port/",
        "tel:1",
        "tel:nobody",
        "sms:+18005550199",
        "http://a b",
    ],
)
def test_contact_url_rejects_other_values(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CONTACT_URL", text)
    with pytest.raises(SystemExit, match=r"^CONTACT_URL has a value that cannot be used"):
        env.contact_url(default="")


def test_listen_puts_brackets_around_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "::1")
    monkeypatch.setenv("PORT", "8080")
    assert env.listen() == ("[::1]", 8080)
    monkeypatch.setenv("HOST", "localhost")
    assert env.listen() == ("localhost", 8080)


def test_database_needs_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a database in memory, each worker would have its own."""
    for text in ("sqlite://", "sqlite:///", "sqlite://:memory:", "sqlite:///:memory:"):
        monkeypatch.setenv("DATABASE_URL", text)
        with pytest.raises(SystemExit, match=r"^DATABASE_URL"):
            env.database(tmp_path / "db.sqlite3")
    monkeypatch.delenv("DATABASE_URL")
    assert env.database(tmp_path / "db.sqlite3")["NAME"] == str(tmp_path / "db.sqlite3")


@pytest.mark.parametrize(
    "line",
    [
        "\ufeffHC_TRIED=postgres://me:pass@db/help",
        "HC_TRIED = postgres://me:pass@db/help",
        "HC_TRIED= postgres://me:pass@db/help",
        'export HC_TRIED="postgres://me:pass@db/help"',
        "# A comment\r\n\r\n  HC_TRIED=postgres://me:pass@db/help  \r\n",
    ],
)
def test_file_is_read_with_blanks_and_a_byte_order_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    read: dict[str, str] = {}
    monkeypatch.setattr(environ.Env, "ENVIRON", read)
    (tmp_path / ".env").write_text(line, encoding="utf-8", newline="")
    env.read_file(tmp_path / ".env")
    assert {name: value.strip() for name, value in read.items()} == {
        "HC_TRIED": "postgres://me:pass@db/help"
    }


@pytest.mark.parametrize("line", ["DATABASE_URL: postgres://me:pass@db", "pass", "1A=pass"])
def test_line_that_cannot_be_read_stops_the_start_without_being_repeated(
    tmp_path: Path, line: str
) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# First\n{line}\n")
    with pytest.raises(SystemExit) as refused:
        env.read_file(file)
    assert str(refused.value) == f"{file}: line 2 cannot be read. Write NAME=value."


def test_missing_file_is_no_problem(tmp_path: Path) -> None:
    env.read_file(tmp_path / ".env")
