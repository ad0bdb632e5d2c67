"""Prints what the site is made of: `make sbom`, or python -m tests.sbom. The format is CycloneDX 1.5."""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(
    r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([\w.]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE
)


class Component(TypedDict):
    """A package as CycloneDX describes it."""

    type: str
    name: str
    version: str
    purl: str
    hashes: list[dict[str, str]]


def components(requirements: str) -> list[Component]:
    """Return the packages of a requirements file with their hashes."""
    return [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "hashes": [
                {"alg": "SHA-256", "content": digest}
                for digest in re.findall(r"sha256:([0-9a-f]{64})", rest)
            ],
        }
        for name, version, rest in _PACKAGE.findall(requirements)
    ]


def bill_of_materials() -> dict[str, object]:
    """Return the packages that `make run` installs, as a CycloneDX document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    about = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": about},
        "components": components((ROOT / "requirements.txt").read_text()),
    }


if __name__ == "__main__":
    json.dump(bill_of_materials(), sys.stdout, indent=1)
