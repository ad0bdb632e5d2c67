"""Addresses that the admin proposes for new questions, topics, sections and audiences."""

import pytest
from django.test import Client

from faq.models import Audience, Question, Section, Topic
from faq.publishing.urls.slugs import Slugged
from tests.factories import make_draft, make_topic
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

MODELS: dict[str, Slugged] = {
    **{"question": Question, "topic": Topic},
    **{"section": Section, "audience": Audience},
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("title", ["user_name", "如何取消合同", "-", "Taken"])
def test_new_row_without_an_address_gets_a_valid_one(
    as_ines: Client, model: str, title: str
) -> None:
    make_topic(slug="taken")
    make_draft(slug="taken")
    form = parse(as_ines.get(f"/admin/faq/{model}/add/")).one("form", id=f"{model}_form")
    sent = {**form.filled_in(), "title": title, "slug": ""}
    if model in {"question", "section"}:
        sent["topic"] = str(make_topic().pk)
    response = as_ines.post(f"/admin/faq/{model}/add/", sent)
    assert response.status_code == 302
    stored = MODELS[model]._base_manager.get(title=title)
    proposed = {"user_name": "user-name", "如何取消合同": model, "-": model}
    taken = "taken" if model in {"audience", "section"} else "taken-2"
    assert stored.slug == proposed.get(title, taken)


@pytest.mark.parametrize("model", MODELS)
def test_address_is_proposed_to_people_who_may_add(
    as_ines: Client, as_viewer: Client, model: str
) -> None:
    """Check 34."""
    page = parse(as_ines.get(f"/admin/faq/{model}/add/"))
    address = page.one("input", name="slug")["data-proposes"]
    answer = as_ines.get(address, {"title": "如何_a B"})
    assert answer.json() == {"slug": "a-b"}
    assert as_ines.get(address).json() == {"slug": ""}
    refused = as_viewer.get(address, {"title": "A b"})
    assert (refused.status_code, "a-b" in refused.text) == (403, False)


def test_stored_row_needs_an_address(as_ines: Client) -> None:
    topic = make_topic(slug="jobs")
    page = parse(as_ines.get(f"/admin/faq/topic/{topic.pk}/change/"))
    form = page.one("form", id="topic_form").filled_in()
    response = as_ines.post(f"/admin/faq/topic/{topic.pk}/change/", {**form, "slug": ""})
    assert "This field is required." in response.text
    topic.refresh_from_db()
    assert topic.slug == "jobs"
    assert "data-proposes" not in page.one("input", name="slug").attributes
