"""Writes the typeface of headings: python frontend/typeface.py FOLDER.

It is the font of the link pictures with fewer letters, a file for each set of scripts, so that a browser
loads those that a page uses. Its licence keeps the name of the original for the original.
"""

import sys
from pathlib import Path

import font_source_serif_pro
from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Helpcenter Serif"
# The same as the ranges in tokens.css.
SCRIPTS = {
    "latin": "20-7E,A0-17F,218-21B,1E9E,2010-2027,2030,2032-2033,2039-203A,20AC,2122,2190-2193,2212",
    "greek-cyrillic": "370-3FF,400-45F,490-491",
}
_COPYRIGHT, _VERSION, _LICENCE, _LICENCE_ADDRESS = 0, 5, 13, 14
_FAMILY, _STYLE, _ID, _FULL_NAME, _POSTSCRIPT_NAME = 1, 2, 3, 4, 6


def main(folder: Path) -> None:
    for scripts, characters in SCRIPTS.items():
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = ["kern", "liga", "lnum", "tnum"]
        # Screens that need hints are rare, and headings are large.
        options.hinting = False
        options.name_IDs = [_COPYRIGHT, _VERSION, _LICENCE, _LICENCE_ADDRESS]
        font = subset.load_font(
            font_source_serif_pro.font_files_otf["SourceSerifProSemibold"], options
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(characters))
        subsetter.subset(font)
        _rename(font)
        path = folder / f"serif-{scripts}.woff2"
        subset.save_font(font, str(path), options)
        print(f"{path}: {path.stat().st_size} bytes")


def _rename(font: TTFont) -> None:
    postscript_name = NAME.replace(" ", "") + "-Semibold"
    names = {
        _FAMILY: f"{NAME} Semibold",
        _STYLE: "Regular",
        _ID: postscript_name,
        _FULL_NAME: f"{NAME} Semibold",
        _POSTSCRIPT_NAME: postscript_name,
    }
    for number, name in names.items():
        font["name"].setName(name, number, platformID=3, platEncID=1, langID=0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
