"""The system's Chromium and how it is started; the one Playwright would download is never used."""

import shutil
from typing import Any

# Each window would load the browser's own address bar as two pages more, which is two fifths of what a test
# costs, and keep a process ready for a page that never comes. Of two lists Chromium takes the last, so it
# holds those of Playwright too that touch a page here.
_FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled", "PreconnectToSearch"),
    "SpareRendererForSitePerProcess",
)
# The first draws pages as the others do, without the windows around them, which cost more than the pages.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def launch_arguments() -> dict[str, Any]:
    return {
        "executable_path": next(filter(None, map(shutil.which, PROGRAMS)), None),
        "args": [
            *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            f"--disable-features={','.join(_FEATURES_OFF)}",
        ],
    }
