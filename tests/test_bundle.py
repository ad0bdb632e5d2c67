"""The bundle of the editor's scripts is in the repository, with the licence of what it holds."""

import json

from tests.site import ROOT

FRONTEND = ROOT / "frontend"
BUNDLE = ROOT / "faq/static/faq/admin/rich_paste.js"


def test_bundle_holds_the_pinned_version_with_its_licence() -> None:
    pinned = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    locked = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    head = BUNDLE.read_text(encoding="utf-8")[:1_500]
    assert f"Turndown {pinned['turndown']}: MIT License" in head
    assert "Permission is hereby granted" in head
    for name, package in locked.items():
        assert not name or package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def test_bundle_is_made_of_the_source() -> None:
    """Names of properties and texts outlive the shortening of a bundle."""
    bundle = BUNDLE.read_text(encoding="utf-8")
    source = (FRONTEND / "rich_paste.js").read_text(encoding="utf-8")
    selectors = [
        line.split('"')[1]
        for line in source.splitlines()
        if line.startswith("const ") and '"' in line
    ]
    assert len(selectors) >= 3
    assert [each for each in selectors if each not in bundle] == []
