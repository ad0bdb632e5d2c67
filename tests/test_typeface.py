"""The typeface of headings is in the repository as make typeface writes it."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.site import ROOT

FONTS = ROOT / "faq/static/faq/fonts"
TOKENS = ROOT / "faq/static/faq/css/tokens.css"


def test_files_are_those_that_the_source_gives(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "frontend/typeface.py", tmp_path], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in FONTS.iterdir()}


@pytest.mark.parametrize("path", sorted(FONTS.iterdir()), ids=lambda path: path.stem)
def test_font_has_a_name_of_its_own_and_its_licence(path: Path) -> None:
    names = TTFont(BytesIO(path.read_bytes()))["name"]
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "Reserved Font Name" in names.getDebugName(0)
    assert "Source" not in names.getBestFullName()


@pytest.mark.parametrize("path", sorted(FONTS.iterdir()), ids=lambda path: path.stem)
def test_browsers_load_a_file_for_the_letters_that_it_has_and_no_others(path: Path) -> None:
    face = next(line for line in TOKENS.read_text().splitlines() if path.name in line)
    assert "font-display: optional" in face
    stated = set[int]()
    for part in face.rpartition("unicode-range:")[2].strip(" ;}").split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        stated |= set(range(int(first, 16), int(last or first, 16) + 1))
    held = set(TTFont(BytesIO(path.read_bytes())).getBestCmap())
    assert held <= stated
    assert {ord(letter) for letter in "AZaz09?“”’ÄßŁñ" if "latin" in path.stem} <= held
    assert {ord(letter) for letter in "ΩωЖя" if "greek" in path.stem} <= held
