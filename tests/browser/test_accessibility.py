"""axe finds nothing, on any kind of page, in either scheme, narrow or wide."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, sign_in
from tests.people import PASSWORD
from tests.site import Site

# Given to the page as text from outside: our policy lets no script in.
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

# What the stock admin does itself, by rule and element; Django's to mend.
STOCK = [
    # The login page of Django has no heading but the name of the site.
    ("page-has-heading-one", "body.login, html:has(> body.login)"),
    # The search box of a list is named by a picture with a text.
    ("label-title-only", "#searchbar"),
]

# A colour on its way to another is not what is to be read.
RUN = """async ([rules, atLeast, stock]) => {
    document.getAnimations().forEach((each) => each.finish());
    const { violations, passes } = await axe.run({
        runOnly: rules, preload: false, resultTypes: ["violations"],
    });
    if (passes.length < atLeast) throw new Error("axe has looked at hardly anything");
    const known = (rule, element) =>
        stock.some(([name, selector]) => name === rule && element.matches(selector));
    return violations.flatMap(({ id, nodes }) => nodes
        .filter(({ target }) => !known(id, document.querySelector(target.at(-1))))
        .map(({ target }) => `${id}: ${target}`));
}"""

WIDTHS = (360, 768, 1280)
# By scheme: the rules, and how many of them at least find something to look at. Dark, only colours differ.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[Literal["light", "dark"], tuple[list[str], int]] = {
    "light": (TAGS, 10),
    "dark": (["color-contrast", "link-in-text-block"], 1),
}


Look = tuple[Literal["light", "dark"], int]
LOOKS: list[Look] = [(scheme, width) for scheme in RULES for width in WIDTHS]


def violations(
    page: Page, stock: list[tuple[str, str]], looks: list[Look] = LOOKS
) -> dict[str, list[str]]:
    """What axe holds against the page as it is, by scheme and width."""
    page.evaluate(AXE)
    found = {}
    for scheme, width in looks:
        rules, at_least = RULES[scheme]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found[f"{scheme} {width}"] = page.evaluate(RUN, [rules, at_least, stock])
    return {look: each for look, each in found.items() if each}


@pytest.mark.parametrize("kind", KINDS)
def test_public_page_has_no_violation(page: Page, address: str, kind: str) -> None:
    """Check 24."""
    page.goto(address)
    assert violations(page, stock=[]) == {}


def test_step_in_the_address_has_no_violation(page: Page, site: Site) -> None:
    """Check 24: the highlighted step, caution and all."""
    page.goto(f"{site.url}/questions/escrow-refund/#step-3")
    assert violations(page, stock=[]) == {}


def test_ticked_steps_have_no_violation(page: Page, site: Site) -> None:
    """Check 24: one is addressed and ticked, one ticked, one neither; a link has just been copied."""
    page.goto(f"{site.url}/questions/escrow-refund/#step-3")
    for number in (1, 3):
        page.get_by_role("checkbox", name=f"Step {number}: Done").check()
    page.get_by_role("button", name="Copy link to step 2").click()
    assert page.get_by_text("2 of 3 done").is_visible()
    assert violations(page, stock=[]) == {}


@pytest.mark.parametrize("path", ["/", "/questions/escrow-refund/"])
def test_open_suggestions_have_no_violation(page: Page, site: Site, path: str) -> None:
    """Check 24: large and small box, one option chosen."""
    page.goto(f"{site.url}{path}")
    page.get_by_role("combobox").fill("contract")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page, stock=[]) == {}
    assert page.get_by_role("option", selected=True).is_visible()


def test_refusal_has_no_violation(page: Page, site: Site) -> None:
    """Check 24: the page for a reader without scripts who sent words too quickly to be saved."""
    page.goto(f"{site.url}/questions/is-upwork-free/?said=no")
    page.get_by_label("In a few words").fill("Which menu?")
    page.locator("form.why").evaluate("(form) => form.submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not save that")
    assert violations(page, stock=[]) == {}


def test_login_has_no_violation_of_ours(page: Page, editing_site: Site) -> None:
    """Check 24."""
    page.goto(f"{editing_site.url}/admin/login/")
    assert violations(page, STOCK) == {}


@pytest.mark.parametrize(
    "path",
    [
        *("", "faq/question/", "faq/question/add/", "faq/question/import/"),
        *("faq/topic/1/change/", "faq/topic/1/order/"),
    ],
)
def test_admin_page_has_no_violation_of_ours(
    ines_page: Page, editing_site: Site, path: str
) -> None:
    """Check 24."""
    ines_page.goto(f"{editing_site.url}/admin/{path}")
    assert violations(ines_page, STOCK) == {}


def test_question_form_has_no_violation_of_ours(ines_page: Page, editing_site: Site) -> None:
    """Check 24: with its steps and phrasings, and one of each added."""
    ines_page.goto(f"{editing_site.url}/admin/faq/question/?q=escrow-refund")
    ines_page.get_by_role("link", name="How do I get an escrow refund?").click()
    ines_page.get_by_role("button", name="Edit", exact=True).click()
    ines_page.get_by_role("button", name="Add another Step").click()
    ines_page.get_by_role("button", name="Add another Phrasing").click()
    assert violations(ines_page, STOCK) == {}


def test_dashboard_with_tasks_has_no_violation_of_ours(ines_page: Page, editing_site: Site) -> None:
    """Check 24: a working copy on the front page, what publishing it asks, history and care of its question."""
    ines_page.goto(f"{editing_site.url}/admin/faq/question/?q=end-contract-early")
    ines_page.get_by_role("link", name="Can I end a contract early?").click()
    question = ines_page.url.partition("change/")[0]
    ines_page.get_by_role("button", name="Edit", exact=True).click()
    copy = ines_page.url.partition("change/")[0]
    pages = {
        f"{editing_site.url}/admin/": "Your tasks",
        f"{copy}do/publish/": "What changes for readers",
        f"{question}history/": "History",
        f"{question}do/care/": "Set owner and review interval",
    }
    for address, heading in pages.items():
        ines_page.goto(address)
        expect(ines_page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert violations(ines_page, STOCK) == {}, address


# A text in every state, and something in every list of the desk. Prints the keys.
DESK = """
import json
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from faq import publishing
from tests import factories

ines, now = User.objects.get(username="ines"), timezone.now()
drafts = [factories.make_draft(summary="S.", steps=["Go"], phrasings=["go on"]) for _ in range(3)]
draft, waiting, back = drafts
publishing.submit(waiting, by=ines, at=now)
publishing.submit(back, by=ines, at=now)
publishing.send_back(back, "Where is it?", by=ines, at=now)
live, kept = [factories.make_question(steps=["Go"], phrasings=["on"], owner=ines) for _ in range(2)]
archived = factories.make_question(status="archived")
copy = factories.make_copy(live, by=ines, summary="Another.")
scheduled = factories.make_copy(kept, by=ines, summary="Another.")
publishing.publish(scheduled, by=ines, at=now, since=now + timedelta(days=1))
orphan = factories.make_copy(by=ines)
orphan.copy_of.delete()
keys = {"unsaved": factories.make_autosave(ines).pk, "job": factories.make_job(ines).pk}
keys |= {"image": factories.make_image().pk, "synonym": factories.make_synonym().pk}
keys |= {"trash": factories.make_trashed().pk, "gone": factories.make_trashed().question_pk}
keys |= {"page": factories.make_page().pk, "banner": factories.make_banner().pk}
keys |= {"section": factories.make_section(topic=live.topic).pk, "topic": live.topic_id}
keys |= {"page_text": factories.make_autosave(ines, address="/admin/faq/topic/add/", is_new=False).pk}
factories.make_notification(ines)
factories.make_link_check(live)
factories.make_broken_promise()
keys |= {name: text.pk for name, text in [("draft", draft), ("waiting", waiting), ("back", back)]}
keys |= {name: text.pk for name, text in [("live", live), ("kept", kept), ("archived", archived)]}
keys |= {name: text.pk for name, text in [("copy", copy), ("scheduled", scheduled), ("orphan", orphan)]}
print(json.dumps(keys))
"""
# There are many pages, and those between 360 and 1280 pixels look like one of the two.
FEW_LOOKS: list[Look] = [(scheme, width) for scheme in RULES for width in (360, 1280)]
# Under /admin/; the names in braces are keys.
DESK_PAGES = [
    *("", "notifications/", "auth/user/1/change/", "auth/user/add/", "password_change/"),
    *("faq/question/", "faq/question/add/", "faq/question/from-page/", "faq/question/import/"),
    *("faq/question/{draft}/change/", "faq/question/{waiting}/change/"),
    *("faq/question/{back}/change/", "faq/question/{kept}/change/"),
    *("faq/question/{archived}/change/", "faq/question/{copy}/change/"),
    *("faq/question/{scheduled}/change/", "faq/question/{orphan}/change/"),
    *("faq/question/{copy}/compare/", "faq/question/{live}/history/"),
    *("faq/question/{waiting}/do/send-back/", "faq/question/{copy}/do/publish/"),
    *("faq/question/{live}/do/archive/", "faq/question/{live}/do/merge/"),
    *("faq/question/{scheduled}/do/reschedule/", "faq/question/{copy}/do/discard/"),
    *("faq/question/{draft}/delete/", "faq/question/trash/", "faq/question/trash/{trash}/"),
    *("faq/question/unsaved/", "faq/question/unsaved/{unsaved}/"),
    *("faq/image/", "faq/image/{image}/change/", "faq/synonym/{synonym}/change/"),
    *("faq/topic/1/delete/", "faq/audience/1/change/", "faq/auditentry/"),
    *("faq/page/", "faq/page/add/", "faq/page/{page}/change/", "faq/banner/", "faq/banner/add/"),
    *("faq/banner/{banner}/change/", "faq/section/", "faq/section/{section}/change/"),
    *("faq/topic/", "faq/topic/{topic}/change/", "faq/topic/{topic}/sections/"),
    *("faq/topic/{topic}/order/", "faq/topic/add/", "faq/audience/", "faq/image/add/"),
    *("faq/synonym/", "faq/synonym/add/", "auth/group/1/change/", "auth/user/1/delete/"),
    *("faq/question/unsaved/{page_text}/", "faq/question/{gone}/change/", "faq/searchterm/"),
    *("faq/question/{draft}/do/publish/", "faq/question/{live}/do/end/"),
    *("faq/question/{waiting}/do/comment/", "faq/notification/"),
    *("faq/vote/", "faq/stuckreport/", "auth/user/"),
    *("faq/linkcheck/", "faq/brokenpromise/", "faq/job/", "faq/job/{job}/change/"),
]


@pytest.fixture(scope="module")
def desk(
    prepared_var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, dict[str, int]]]:
    """A site of its own, because tests count what is in the lists of the others."""
    var = tmp_path_factory.mktemp("desk") / "var"
    shutil.copytree(prepared_var, var)
    running = Site(var, WEB_CONCURRENCY="1", EDITOR_NAME="ines", EDITOR_PASSWORD=PASSWORD)
    for command in (("editor",), ("shell", "-v0", "-c", DESK)):
        done = running.manage(*command)
        assert done.returncode == 0, done.stderr
    running.start()
    yield running, json.loads(done.stdout)
    running.stop()


# So that no test takes longer than one may.
@pytest.mark.parametrize("part", range(8))
def test_pages_of_the_desk_have_no_violation_of_ours(
    page: Page, desk: tuple[Site, dict[str, int]], part: int
) -> None:
    site, keys = desk
    sign_in(page, site)
    found = {}
    for path in DESK_PAGES[part::8]:
        answer = page.goto(f"{site.url}/admin/{path.format(**keys)}")
        assert answer, path
        assert answer.status == 200, path
        found[path] = violations(page, STOCK, looks=FEW_LOOKS)
    assert {path: each for path, each in found.items() if each} == {}


def test_answers_to_a_form_have_no_violation_of_ours(
    page: Page, desk: tuple[Site, dict[str, int]]
) -> None:
    """Refused fields, a conflict, and the page that gives a text back when its question is gone."""
    site, keys = desk
    sign_in(page, site)
    address = f"{site.url}/admin/faq/question/{keys['draft']}/change/"
    page.goto(address)
    page.locator("#id_title").fill("")
    page.get_by_label("Address:").fill("No address!")
    page.get_by_role("button", name="Text of step 1").click()
    page.get_by_label("Caution:").first.evaluate("each => { each.value = 'x'.repeat(501); }")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errorlist:visible")).to_have_count(3)
    assert violations(page, STOCK, looks=FEW_LOOKS) == {}

    page.goto(address)
    save = """async (title) => {
        const form = document.querySelector("#question_form");
        form.elements.title.value = title;
        await fetch(form.action, { method: "POST", body: new FormData(form) });
    }"""
    page.evaluate(save, "How do they?")
    page.locator("#id_title").fill("How do I?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Choose which text to keep")).to_be_visible()
    assert violations(page, STOCK, looks=FEW_LOOKS) == {}

    page.locator("#question_form").evaluate(
        "each => { each.action = '/admin/faq/question/99999/change/'; }"
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This could not be saved")
    assert violations(page, STOCK, looks=FEW_LOOKS) == {}
