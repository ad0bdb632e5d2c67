"""What Ines and Rafi do on the page of a question, and drafts for them."""

import json
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.site import Site

ADD = "/admin/faq/question/add/"
SUMMARY = "Lend it from your list."
STEPS = ["Open [[A]]", "Open [[B]]", "Open [[D]]", "Open [[C]]"]

_PREPARE = f"""
import json
from django.contrib.auth.models import User
from django.test import Client
from faq.models import Question, Step, Topic
client = Client()
client.force_login(User.objects.create_superuser("rafi"))
drafts = []
for number in range(20):
    draft = Question.objects.create(
        title=f"How do I lend bicycle {{number}}?", slug=f"bicycle-{{number}}", status="draft",
        summary="{SUMMARY}", topic=Topic.objects.first())
    for place, title in enumerate({STEPS}, start=1):
        Step.objects.create(question=draft, position=place, title=title)
    drafts.append(draft.pk)
print(json.dumps([drafts, client.cookies["session"].value]))
"""


class Desk:
    """Drafts of four steps, and a second editor.

    Attributes:
        site: where they are.
        session_of_rafi: his cookies after he has signed in.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        made = site.manage("shell", "-v0", "-c", _PREPARE)
        assert made.returncode == 0, made.stderr
        keys, session = json.loads(made.stdout)
        self._keys: Iterator[int] = iter(keys)
        self.session_of_rafi: list[Any] = [{"name": "session", "value": session, "url": site.url}]

    def draft(self) -> str:
        """Return the address of the form of a draft that no other test uses."""
        return f"{self.site.url}/admin/faq/question/{next(self._keys)}/change/"


def title(page: Page) -> Locator:
    return page.get_by_label("Title:").first


def summary(page: Page) -> Locator:
    return page.get_by_label("Summary:")


def status(page: Page) -> Locator:
    """What the form says about keeping the text."""
    return page.locator("[data-autosave]")


def kept(page: Page) -> None:
    """Wait until the server has kept the text."""
    expect(status(page)).to_contain_text("Kept at")


def steps(page: Page) -> Locator:
    """The titles of the steps in the form, in their order."""
    return page.locator(".step:not(.empty-form, .is-removed) [name$='-title']")


def expect_steps(page: Page, *titles: str) -> None:
    expect(steps(page)).to_have_count(len(titles))
    assert [each.input_value() for each in steps(page).all()] == list(titles)


def type_into(field: Locator, text: str) -> None:
    """Type as people do: only then does the browser ask before it leaves."""
    field.click()
    field.press("Control+a")
    field.press_sequentially(text)


def add_step(page: Page, after: int, text: str) -> None:
    """Add a step with Enter in the title of another one, the first of which is 0."""
    steps(page).nth(after).press("Enter")
    page.keyboard.type(text)
    expect(steps(page).nth(after + 1)).to_have_value(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def messages(page: Page) -> Locator:
    return page.locator(".messagelist li")
