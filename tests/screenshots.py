"""Takes the pictures of the guides: python tests/screenshots.py FOLDER. Starts a site of its own for them."""

import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

# Run as a script, Python would look for modules beside this file alone.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import chromium
from tests.site import Site

NAME, PASSWORD = "ines", "correct horse battery staple"


class Picture(NamedTuple):
    name: str
    path: str
    scheme: Literal["light", "dark"]
    width: int
    # A button to press first.
    button: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}-{self.scheme}-{self.width}.png"


PICTURES = [
    Picture("home", "/", "light", 1280),
    Picture("question", "/questions/escrow-refund/", "light", 1280),
    Picture("question", "/questions/escrow-refund/", "dark", 360),
    Picture("search", "/search/?q=end+a+contract", "dark", 1280),
    Picture("admin-question", "/admin/faq/question/?q=escrow-refund", "light", 1280),
    Picture("admin-question", "/admin/faq/question/?q=escrow-refund", "light", 768),
    Picture("admin-preview", "/admin/faq/question/?q=escrow-refund", "dark", 1280, "Preview"),
]


def take(browser: Browser, site: Site, picture: Picture, folder: Path) -> None:
    context = browser.new_context(
        base_url=site.url,
        color_scheme=picture.scheme,
        viewport={"width": picture.width, "height": 960},
        device_scale_factor=1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(picture.path)
    if picture.path.startswith("/admin/"):
        page.get_by_label("Username").fill(NAME)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.locator(".field-title a").click()
        copy = page.get_by_role("link", name="Open the working copy")
        page.get_by_role("button", name="Edit", exact=True).or_(copy).click()
        page.locator(".step-moves").first.wait_for()
    if picture.button:
        page.get_by_role("button", name=picture.button, exact=True).click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / picture.file, full_page=not picture.button)
    context.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="helpcenter-pictures-") as scratch:
        site = Site(Path(scratch) / "var", EDITOR_NAME=NAME, EDITOR_PASSWORD=PASSWORD)
        for command in ("setup", "editor"):
            done = site.manage(command)
            if done.returncode:
                sys.exit(done.stderr)
        site.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(**chromium.launch_arguments())
                for picture in PICTURES:
                    take(browser, site, picture, folder)
        finally:
            site.stop()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tests/screenshots.py FOLDER")
    main(Path(sys.argv[1]))
