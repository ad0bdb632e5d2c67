"""The system's Chromium and how it is started; the one Playwright would download is never used."""

import shutil
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def launch_arguments() -> dict[str, Any]:
    return {
        "executable_path": next(filter(None, map(shutil.which, PROGRAMS)), None),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }
