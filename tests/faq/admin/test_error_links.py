"""A refused form lists its errors as links to their fields."""

import pytest
from django.test import Client

from tests.factories import make_draft, make_topic
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def refused(client: Client, address: str, **changes: str) -> dict[str, str]:
    """Send a form with changes, and return the texts of the links by the id that they lead to."""
    form: Element = next(
        each for each in parse(client.get(address)).all("form") if "novalidate" in each.attributes
    )
    answer = client.post(address, form.filled_in() | changes)
    assert answer.status_code == 200
    shown = parse(answer)
    links = {to: text for text, to in shown.one(cls="faq-error-links").links()}
    for target in links:
        shown.one(id=target.removeprefix("#"))
    return {target.removeprefix("#"): text for target, text in links.items()}


def test_errors_of_a_question_lead_to_their_fields_and_steps(as_ines: Client) -> None:
    draft = make_draft(summary="S.", steps=["A", "B"])
    links = refused(
        as_ines,
        f"/admin/faq/question/{draft.pk}/change/",
        title="",
        slug="Not an address",
        expires_at_0="2027-02-30",
        **{"steps-1-title": "", "steps-1-body": "Words"},
    )
    assert set(links) == {"id_title", "id_slug", "id_expires_at_0", "id_steps-1-title"}
    assert links["id_title"] == "Title: This field is required."
    assert links["id_steps-1-title"] == "Step 2: Title: This field is required."


def test_errors_of_all_steps_and_of_a_whole_phrasing_lead_there(as_ines: Client) -> None:
    draft = make_draft(summary="S.", steps=["A"] * 6, phrasings=["go", "walk"])
    long = {f"steps-{row}-body": "x" * 20_000 for row in range(6)}
    links = refused(as_ines, f"/admin/faq/question/{draft.pk}/change/", **long)
    assert list(links) == ["steps-heading"]
    assert links["steps-heading"].startswith("Steps: A question has at most 100000 characters")

    links = refused(
        as_ines, f"/admin/faq/question/{draft.pk}/change/", **{"phrasings-1-text": "go"}
    )
    assert set(links) == {"phrasings-heading", "id_phrasings-1-text"}


@pytest.mark.parametrize(
    ("address", "changes", "fields"),
    [
        ("topic/add/", {"icon": "none"}, {"id_title", "id_icon"}),
        ("audience/add/", {}, {"id_title"}),
        ("synonym/add/", {}, {"id_words"}),
        ("image/add/", {}, {"id_file", "id_alt"}),
    ],
)
def test_errors_of_other_forms_lead_to_their_fields(
    as_owner: Client, address: str, changes: dict[str, str], fields: set[str]
) -> None:
    assert fields <= set(refused(as_owner, f"/admin/faq/{address}", **changes))


def test_error_of_a_transition_leads_to_its_field(as_owner: Client) -> None:
    make_topic()
    draft = make_draft(summary="S.")
    links = refused(as_owner, f"/admin/faq/question/{draft.pk}/do/publish/", since_0="2027-02-30")
    assert set(links) == {"id_since_0"}
