"""Tests of manage.py links_check."""

import io

import pytest
from django.core.management import CommandError, call_command

from faq.models import LinkCheck
from tests.factories import make_question
from tests.neighbour import neighbour

pytestmark = pytest.mark.django_db


def run(**options: int) -> str:
    out = io.StringIO()
    try:
        call_command("links_check", stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}\n"
    return out.getvalue()


def test_links_check_visits_other_sites_only_if_enabled() -> None:
    """The output says how to enable it. Links within the site need no visit."""
    with neighbour({}) as site:
        make_question(slug="page", body=f"[a]({site.url}/gone) [b](/questions/never/)")
        said = run()
    assert said.splitlines() == [
        "Other sites: 1 addresses, none visited. Set LINKS_CHECK=true to visit them.",
        "/questions/never/: Nothing is there. In page.",
        "Broken links: 1.",
    ]
    assert site.asked == []


def test_links_check_reports_no_broken_links(settings) -> None:
    settings.LINKS_CHECK = True
    make_question(slug="it")
    make_question(body="[a](/questions/it/)")
    assert run().splitlines() == [
        "Other sites: 0 of 0 addresses visited.",
        "No broken links.",
    ]


def test_links_check_never_visits_private_addresses(settings) -> None:
    """No option of the command allows it."""
    settings.LINKS_CHECK = True
    with neighbour({"/metadata": (200, "", b"secret")}) as site:
        make_question(slug="page", body=f"[a]({site.url}/metadata)")
        said = run()
    assert f"{site.url}/metadata: It is not an address on the public web. In page." in said
    assert site.asked == []
    assert LinkCheck.objects.get().code is None


@pytest.mark.parametrize("options", [{"limit": -1}, {"seconds": 90_000}])
def test_links_check_rejects_numbers_out_of_range(options: dict[str, int]) -> None:
    make_question(body="[b](/questions/never/)")
    assert run(**options) == "--limit must be from 0 to 10000, and --seconds from 0 to 86400.\n"
    assert not LinkCheck.objects.exists()
