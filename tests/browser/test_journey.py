"""The whole way of a text: a messy page, review, readers, a new address, an old version, a broken promise."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD
from tests.site import Site

# As people have it: a list that numbers its numbers, a stray escape, an advertisement.
MESSY = """\
# How do I lend my bicycle to a friend

You may lend it for up to three days.

1. 1) Open **Bicycles › Mine**
2. 2) Choose \\*\\*Lend\\*\\* beside the bicycle
3. 3) Write the e-mail address of your friend

Related articles: [Ten tours for the weekend](https://tours.example/)
"""
TITLE = "How do I lend my bicycle to a friend?"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
for name, group in (("ines", "Editors"), ("rafi", "Reviewers")):
    person = User.objects.create_user(name, password="{PASSWORD}", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
"""


class Person:
    """An editor in the admin, in a browser of their own."""

    def __init__(self, browser: Browser, site: Site, name: str) -> None:
        self.context = browser.new_context(base_url=site.url)
        self.page = self.context.new_page()
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{site.url}/admin/")

    def dashboard(self) -> Page:
        """The front page, which says what to do next."""
        self.page.goto("/admin/")
        return self.page

    def button(self, name: str) -> None:
        """A button beside the question that asks before it does anything."""
        self.page.locator(".question-acts").get_by_text(name).click()

    def confirm(self, name: str, said: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.page.locator(".messagelist .success").first).to_contain_text(said)

    def send_for_review(self, note: str) -> None:
        """Save the form, and send it to the reviewers with a comment."""
        self.page.get_by_text("Write a comment").click()
        self.page.get_by_role("textbox", name="Comment:").fill(note)
        self.button("Send for review")
        expect(self.page.locator(".messagelist .success").last).to_have_text("Sent for review.")


@pytest.fixture
def office(make_site) -> Site:
    site = make_site()
    made = site.manage("shell", "-c", PEOPLE)
    assert made.returncode == 0, made.stderr
    site.start()
    return site


@pytest.fixture
def people(browser: Browser, office: Site) -> Iterator[tuple[Person, Person]]:
    ines, rafi = Person(browser, office, "ines"), Person(browser, office, "rafi")
    yield ines, rafi
    ines.context.close()
    rafi.context.close()


def steps(reader: Page, path: str) -> list[tuple[str, str]]:
    """What readers see: which step it is, and what it says."""
    reader.goto(path)
    shown = reader.locator("ol.steps > li")
    return [
        (step.get_attribute("data-uid") or "", " ".join(step.locator("h3").inner_text().split()))
        for step in shown.all()
    ]


def test_a_text_goes_the_whole_way(
    people: tuple[Person, Person], browser: Browser, office: Site
) -> None:
    ines, rafi = people
    reader = browser.new_context(base_url=office.url).new_page()
    dashboard = ines.dashboard()

    # Ines pastes a messy page, and makes it good.
    dashboard.goto("/admin/faq/question/from-page/")
    dashboard.get_by_label("Page text").fill(MESSY)
    dashboard.get_by_label("Topic of the drafts").select_option(label="Contracts")
    dashboard.get_by_role("button", name="Preview drafts").click()
    expect(dashboard.locator(".page-import-sum")).to_contain_text("1 draft will be created")
    dashboard.get_by_role("button", name="Create selected drafts").click()
    dashboard.locator(".field-title a").filter(has_text="lend my bicycle").click()
    page = ines.page
    page.get_by_label("Title:").first.fill(TITLE)
    page.get_by_label("Address:").fill("lend-bicycle")
    page.get_by_label("Summary:").fill("Lend it for up to three days from your list of bicycles.")
    page.locator("#id_body").fill("")
    page.locator("#id_steps-1-title").fill("Choose **Lend** beside the bicycle")
    page.locator("#id_steps-2-title").fill("Write the e-mail address of your friend")
    ines.send_for_review("From the old handbook.")

    # Rafi's dashboard leads him to it. He says what is missing, and sends it back.
    rafi.dashboard().get_by_role("link", name=TITLE).first.click()
    expect(rafi.page.locator(".faq-comments")).to_contain_text("From the old handbook.")
    rafi.button("Send back")
    rafi.page.get_by_label("What should change, and where?").fill("Step 3: which button then?")
    rafi.confirm("Send back", "Sent back.")
    assert reader.goto("/questions/lend-bicycle/").status == 404  # type: ignore[union-attr]

    # Ines's dashboard leads her back to it.
    ines.dashboard().get_by_role("link", name=TITLE).first.click()
    expect(page.locator(".faq-comments")).to_contain_text("Step 3: which button then?")
    page.locator("#id_steps-2-title").fill("Write to your friend and choose **Send**")
    ines.send_for_review("The button is in step 3 now.")

    # Readers see it as soon as Rafi publishes it, and not before.
    assert reader.goto("/questions/lend-bicycle/").status == 404  # type: ignore[union-attr]
    rafi.dashboard().get_by_role("link", name=TITLE).first.click()
    rafi.button("Publish")
    rafi.page.get_by_label("Summary of the change").fill("First version.")
    rafi.confirm("Publish", "Published.")
    first = steps(reader, "/questions/lend-bicycle/")
    assert [text for _, text in first] == [
        "Step 1: Open Bicycles › Mine",
        "Step 2: Choose Lend beside the bicycle",
        "Step 3: Write to your friend and choose Send",
    ]
    reader.goto("/search/?q=lend+a+bike+to+friends")
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()

    # A new version, at a new address and with a step less: Rafi compares before he publishes.
    page.goto("/admin/faq/question/?q=lend-bicycle")
    page.locator(".field-title a").click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Address:").fill("lend-my-bicycle")
    page.get_by_role("button", name="Remove step 2").click()
    ines.send_for_review("Step 2 is gone from the product.")
    assert steps(reader, "/questions/lend-bicycle/") == first
    rafi.dashboard().get_by_role("link", name=TITLE).first.click()
    rafi.page.get_by_text("More", exact=True).click()
    rafi.page.get_by_text("Compare with what readers see").click()
    expect(rafi.page.locator(".faq-differences tbody")).to_contain_text("lend-my-bicycle")
    rafi.page.go_back()
    rafi.button("Publish")
    rafi.page.get_by_label("Summary of the change").fill("The button is gone.")
    rafi.confirm("Publish", "Published.")

    # The old address leads to the new one.
    second = steps(reader, "/questions/lend-bicycle/")
    assert reader.url == f"{office.url}/questions/lend-my-bicycle/"
    assert [uid for uid, _ in second] == [first[0][0], first[2][0]]

    # The button is back: the first version is restored, its steps still the same ones.
    rafi.page.get_by_role("link", name="History").click()
    rafi.page.get_by_role("button", name="Restore 1 as a working copy").click()
    expect(rafi.page.locator(".messagelist .success")).to_contain_text("revision 1")
    rafi.page.get_by_label("Address:").fill("lend-my-bicycle")
    rafi.button("Publish")
    rafi.confirm("Publish", "Published.")
    assert steps(reader, "/questions/lend-my-bicycle/") == first

    # A promise that would be broken stops a publish, until somebody says why it is right.
    page.goto("/admin/faq/question/?q=lend-my-bicycle")
    page.locator(".field-title a").click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("button", name="Add another Phrasing").click()
    page.locator("#id_phrasings-0-text").fill("end a contract")
    ines.send_for_review("People ask for it.")
    rafi.dashboard().get_by_role("link", name=TITLE).first.click()
    rafi.button("Publish")
    rafi.page.get_by_role("button", name="Publish", exact=True).click()
    expect(rafi.page.locator(".errornote")).to_contain_text(
        "1 phrasing would not find its question among the first three results."
    )
    expect(rafi.page.get_by_role("main")).to_contain_text("How do I end a contract")
    rafi.page.get_by_label("Reason for publishing anyway").fill("It is looked at tomorrow.")
    rafi.confirm("Publish", "Published.")
    expect(rafi.dashboard().get_by_role("main")).to_contain_text("end a contract")
    reader.context.close()
