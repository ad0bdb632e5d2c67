"""The words for people agree with the product they describe."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command
from django.utils import timezone

from faq.search import search
from tests.site import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
README = (ROOT / "README.md").read_text()
OPERATORS = (ROOT / "docs" / "operators.md").read_text()
EDITORS = ROOT / "docs" / "editors.md"
CATALOGUES = [
    ROOT / "locale",
    *(Path(django.__file__).parent / "contrib" / app / "locale" for app in ("admin", "auth")),
]


def _prose(page: Path) -> str:
    """The page without its blocks of code, where a # begins a comment and not a heading."""
    return re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)


def _anchors(page: Path) -> set[str]:
    """The names that headings of the page get in its address."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), flags=re.M)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def _settings_read() -> set[str]:
    """The variables that settings and server ask the environment for."""
    settings = (ROOT / "helpcenter" / "settings.py").read_text()
    reader = (ROOT / "helpcenter" / "env.py").read_text()
    server = (ROOT / "helpcenter" / "gunicorn.py").read_text()
    mail = (ROOT / "helpcenter" / "mail.py").read_text()
    look = (ROOT / "helpcenter" / "appearance.py").read_text()
    kinds = "read|line|origin|flag|optional_flag|items|number|rate|logo|links"
    strict = rf'\b(?:{kinds})\(\s*"([A-Z_]+)"'
    return {
        *re.findall(strict, settings + server + reader + mail + look),
        *re.findall(r'env\.str\("([A-Z_]+)"', reader),
    }


@cache
def _screen_texts() -> list[str]:
    """Patterns for all texts of the interface: English is the key of each catalogue."""
    placeholder = r"%\(\w+\)s|\{\w*\}"
    patterns = []
    for folder in CATALOGUES:
        with (folder / "de" / "LC_MESSAGES" / "django.po").open("rb") as file:
            for entry in read_po(file):
                parts = re.split(placeholder, entry.id if isinstance(entry.id, str) else "")
                # Without a word of its own, it would match any text.
                if re.search(r"[a-z]{2}", "".join(parts), flags=re.I):
                    patterns.append(".+".join(map(re.escape, parts)))
    return patterns


def _is_on_screen(label: str) -> bool:
    """Whether the site or Django's admin shows the label."""
    return any(re.fullmatch(pattern, label, flags=re.I) for pattern in _screen_texts())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", _prose(page)))
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not re.match(r"https?:", link) and (
            not target.exists() or (anchor and anchor not in _anchors(target))
        ):
            broken.append(link)
    assert broken == []


def test_maps_of_the_code_name_what_is_there() -> None:
    """README and architecture agree with the folders and with the layers that import-linter checks."""
    architecture = (ROOT / "docs" / "architecture.md").read_text()
    named = set(re.findall(r"`((?:faq|helpcenter|templates|fixtures|tests)/[\w/.]*)`", README))
    paths = named | set(re.findall(r"`(faq/[\w/.]+)`", architecture))
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    packages = {f"faq/{each.name}/" for each in (ROOT / "faq").iterdir() if each.is_dir()}
    assert packages - named == {"faq/migrations/", "faq/__pycache__/"} & packages
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    (drawn,) = re.findall(r"^```\n(faq\.urls.*?)^```$", architecture, flags=re.M | re.S)
    lines = [re.split(r"  +", line)[0].replace("faq.", "") for line in drawn.splitlines()]
    assert lines == [layer.replace("faq.", "") for layer in layers]


def test_decisions_are_numbered_without_gaps_as_their_headings_say() -> None:
    numbers = [int(page.name.partition("-")[0]) for page in DECISIONS]
    headings = [page.read_text().splitlines()[0] for page in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert [heading.partition(". ")[0] for heading in headings] == [f"# {n}" for n in numbers]


def test_decisions_have_the_same_four_parts() -> None:
    parts = {page.name: re.findall(r"^## (.+)$", page.read_text(), re.M) for page in DECISIONS}
    wanted = ["Context", "Decision", "Consequence", "What would change our mind"]
    assert parts == dict.fromkeys(parts, wanted)


def test_settings_are_all_in_the_guide_for_operators() -> None:
    table_rows = re.findall(r"^\| (`[^|]+) \|", OPERATORS, flags=re.M)
    documented = {name for row in table_rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert documented == _settings_read()


def test_labels_in_the_editors_guide_are_on_the_screen() -> None:
    """Bold marks what editors read on the screen; a menu path names several labels."""
    bold = re.findall(r"\*\*([^*`]+)\*\*", re.sub(r"`[^`\n]*`", "", _prose(EDITORS)))
    labels = {label.strip() for each in bold for label in each.split("›")} - {"↑", "↓"}
    assert [label for label in sorted(labels) if not _is_on_screen(label)] == []
    assert "Send for review" in labels


def test_the_readmes_fixture_loads_and_is_found(index: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"^```json\n(.*?)^```$", README, flags=re.M | re.S)
    fixture = tmp_path / "bikes.json"
    fixture.write_text(blocks[0])
    call_command("loaddata", str(fixture), verbosity=0)
    page = search("give the bike back", now=timezone.now())
    assert [hit.question.slug for hit in page.hits] == ["return-a-bicycle"]


def test_the_readmes_errors_are_what_the_command_says(db: None, tmp_path: Path) -> None:
    wrong = [
        ("topic", {"slug": "hiring", "title": "Hiring a bicycle"}),
        (
            "question",
            {
                "topic": ["hirring"],
                "slug": "lost-key",
                "title": "What do I do if I lose the key?",
                "status": "publish",
            },
        ),
        ("step", {"question": ["lost-key"], "position": 1, "title": "Lock the bicycle in the app"}),
        ("step", {"question": ["lost-key"], "position": 3, "titel": "Call us"}),
    ]
    fixture = tmp_path / "bikes.json"
    fixture.write_text(
        json.dumps([{"model": f"faq.{model}", "fields": fields} for model, fields in wrong])
    )
    with pytest.raises(CommandError) as error:
        call_command("loaddata", str(fixture), verbosity=0)
    said = f"CommandError: {error.value}".replace(f"{tmp_path}/", "")
    quoted = re.findall(r"^```\n(CommandError.*?)\n```$", README, flags=re.M | re.S)
    assert quoted == [said]
