"""The bill of materials."""

import re

from tests.sbom import ROOT, bill_of_materials, components


def test_bill_names_each_locked_package_with_its_hashes() -> None:
    """Check 92: whoever hears of a vulnerability can look up whether the site is affected."""
    locked = (ROOT / "requirements.txt").read_text()
    packages = components(locked)
    names = [f"{package['name']}=={package['version']}" for package in packages]
    pinned = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^\s;]+)", locked, re.MULTILINE)
    assert names == [f"{name}=={version}" for name, version in pinned]
    assert len(names) > 12
    assert sum(len(package["hashes"]) for package in packages) == locked.count("--hash=sha256:")
    assert all(package["hashes"] for package in packages)


def test_bill_is_a_document_of_cyclonedx() -> None:
    """Check 92."""
    bill = bill_of_materials()
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert set(bill) == {"bomFormat", "specVersion", "version", "metadata", "components"}
