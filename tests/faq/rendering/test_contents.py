"""The contents of long answers."""

import pytest
from django.test import Client

from tests.factories import NOW, make_question
from tests.faq.views.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

TWO, THREE = "## One\n\nText\n\n## Two\n\nText", "## One\n\nText\n\n### Two\n\n## Three"


@pytest.mark.parametrize(
    ("body", "step_count", "expected"),
    [
        (TWO, 8, None),
        (THREE, 0, ["#part-one", "#part-two", "#part-three"]),
        (THREE, 2, ["#part-one", "#part-two", "#part-three", "#steps"]),
        ("", 9, [f"#step-{number}" for number in range(1, 10)]),
        (TWO, 9, ["#part-one", "#part-two", *(f"#step-{number}" for number in range(1, 10))]),
    ],
)
def test_long_answer_has_contents_that_lead_to_its_parts(
    client: Client, body: str, step_count: int, expected: list[str] | None
) -> None:
    steps = [f"Open [[Menu › Part {number}]]" for number in range(step_count)]
    make_question(slug="long", body=body, steps=steps)
    page = get(client, "/questions/long/")
    lists = [*page.all("nav", cls="rail"), *page.all("details", cls="contents-fold")]
    assets = [each for each in page.all("script") if "contents" in (each.get("src") or "")]
    if expected is None:
        assert (lists, assets) == ([], [])
        return
    assert len(lists) == 2
    assert len(assets) == 1
    for each in lists:
        assert [address for _, address in each.links()] == expected
    for address in expected:
        page.one(id=address.lstrip("#"))
    if step_count > 8:
        assert lists[0].links()[-1][0] == "9Open Menu › Part 8"
