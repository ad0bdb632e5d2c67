"""The limits of content are the same whichever way it comes in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from faq.admin.question.inlines import PhrasingInline
from faq.importing.pages import PageSource, plan_page
from faq.importing.spreadsheets import plan_table, read_csv
from faq.models import Phrasing, Question, Step, Synonym, limits
from faq.publishing import CannotMove, merge
from tests.factories import NOW, make_draft, make_question, make_synonym, make_topic
from tests.faq.importing.fixtures.bad import phrasing, question, step, synonym, topic
from tests.faq.importing.spreadsheets.tables import table
from tests.html import parse

# Loading a fixture makes an index where there is none.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture(autouse=True)
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAX_STEPS", "MAX_PHRASINGS", "MAX_SYNONYMS"):
        monkeypatch.setattr(limits, name, 3)


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., None]:
    def load(*objects: object) -> None:
        path = tmp_path / "content.json"
        path.write_text(json.dumps(objects))
        call_command("loaddata", str(path), verbosity=0)

    return load


def test_fixture_with_too_many_steps_is_rejected(load: Callable[..., None]) -> None:
    load(topic(), question(), *(step(number) for number in range(1, 4)))
    with pytest.raises(CommandError, match=r"faq\.step \"pump 4\": A question has at most 3 steps"):
        load(step(4))
    assert Step.objects.count() == 3


def test_fixture_with_too_many_phrasings_is_rejected(load: Callable[..., None]) -> None:
    load(topic(), question(), *(phrasing(f"p {number}") for number in range(1, 4)))
    # The same ones again are no more.
    load(*(phrasing(f"p {number}") for number in range(1, 4)))
    with pytest.raises(CommandError, match=r"phrasing \"pump p 4\": A question has at most 3 phr"):
        load(phrasing("p 4"))
    assert Phrasing.objects.count() == 3


def test_fixture_with_too_many_synonyms_is_rejected(load: Callable[..., None]) -> None:
    load(*(synonym(f"word{number}", f"mean{number}") for number in range(1, 4)))
    with pytest.raises(CommandError, match=r"synonym \"word4\": There are at most 3 synonyms"):
        load(synonym("word4", "mean4"))
    assert Synonym.objects.count() == 3


def test_table_with_too_many_steps_and_phrasings_is_rejected(ines: User) -> None:
    make_topic(slug="money")
    row = {"slug": "a", "title": "A?", "topic": "money"}
    many = {"steps": "1. A\n2. B\n3. C\n4. D", "phrasings": "a\nb\nc\nd"}
    plan = plan_table(read_csv("t.csv", table({**row, **many})), by=ines)
    assert [(each.field, each.message) for each in plan.problems] == [
        ("steps", limits.too_many_steps()),
        ("phrasings", limits.too_many_phrasings()),
    ]
    fits = {"steps": "1. A\n2. B\n3. C", "phrasings": "a\nb\nc"}
    assert plan_table(read_csv("t.csv", table({**row, **fits})), by=ines).problems == []


def test_steps_of_a_page_that_are_too_many_are_left_over() -> None:
    items = "\n".join(f"{number}. Open page number {number}" for number in range(1, 6))
    plan = plan_page(PageSource.from_text(f"# How do I read?\n\n{items}\n", format="markdown"))
    [draft] = plan.drafts
    assert [each.title.text for each in draft.steps] == [f"Open page number {n}" for n in (1, 2, 3)]
    assert [(each.text.strip(" ."), each.reason) for each in plan.leftovers] == [
        (f"{n}. Open page number {n}", "the question would have too many steps with it")
        for n in (4, 5)
    ]


def test_fixture_with_too_much_text_is_rejected(
    load: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 50)
    load(topic(), question(body="w" * 20), step(1, body="w" * 25))
    with pytest.raises(CommandError, match=r"pump 2\": A question has at most 50 characters"):
        load(question(body="w" * 20), step(1, body="w" * 25), step(2))
    assert Step.objects.count() == 1


def test_table_with_too_much_text_is_rejected(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 50)
    make_topic(slug="money")
    row = {"slug": "a", "title": "A?", "topic": "money", "body": "w" * 20}
    plan = plan_table(read_csv("t.csv", table({**row, "steps": f"1. A\n2. {'w' * 30}"})), by=ines)
    assert [(each.field, each.message) for each in plan.problems] == [
        ("steps", limits.too_much_text())
    ]


def test_page_with_too_much_text_leaves_the_rest_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 20_000 + 3 * 200 + 90)
    items = "\n".join(f"{n}. Open the page with the number {n}. {'w' * 20}" for n in (1, 2, 3))
    plan = plan_page(PageSource.from_text(f"# How do I read?\n\n{items}\n", format="markdown"))
    assert len(plan.drafts[0].steps) == 1
    assert {each.reason for each in plan.leftovers} == {"the question would be too long with it"}
    assert all(f"number {n}" in "".join(each.text for each in plan.leftovers) for n in (2, 3))


def test_too_much_text_is_rejected_by_the_form(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_draft(steps=["Open it", "Close it"])
    monkeypatch.setattr(limits, "MAX_TEXT", 50)
    address = f"/admin/faq/question/{draft.pk}/change/"
    form = parse(as_ines.get(address)).one("form", id="question_form").filled_in()
    answer = as_ines.post(address, form | {"body": "w" * 20, "steps-1-body": "w" * 30})
    assert answer.status_code == 200
    assert limits.too_much_text() in parse(answer).one("ul", cls="nonform").text
    draft.refresh_from_db()
    assert draft.body == ""


def test_too_many_synonyms_are_rejected_by_the_form(as_ines: Client) -> None:
    for number in range(3):
        make_synonym(words=f"word{number}", means=f"mean{number}")
    answer = as_ines.post("/admin/faq/synonym/add/", {"words": "word4", "means": "mean4"})
    assert limits.too_many_synonyms() in parse(answer).one("ul", cls="nonfield").text
    assert Synonym.objects.count() == 3


def test_merge_that_would_give_too_many_phrasings_is_refused(rafi: User) -> None:
    live = make_question(phrasings=["a", "b", "c"])
    other = make_question(title="Other?")
    with pytest.raises(CannotMove, match="at most 3 phrasings"):
        merge(other, into=live, by=rafi, at=NOW, reason="They are the same.")
    assert Phrasing.objects.count() == 3
    assert Question.objects.get(pk=other.pk).status == "published"


def test_too_many_phrasings_are_rejected_by_the_form(
    as_ines: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PhrasingInline, "max_num", 3)
    draft = make_draft()
    address = f"/admin/faq/question/{draft.pk}/change/"
    sent = parse(as_ines.get(address)).one("form", id="question_form").filled_in()
    sent["phrasings-TOTAL_FORMS"] = "4"
    for number in range(4):
        sent |= {f"phrasings-{number}-text": f"p {number}", f"phrasings-{number}-id": ""}
    answer = as_ines.post(address, sent)
    # However many the form announces, it makes no more.
    endless = as_ines.post(address, sent | {"phrasings-TOTAL_FORMS": str(2**63 - 1)})
    assert endless.text.count('name="phrasings-') < 100
    assert limits.TOO_MANY_PHRASINGS % {"num": 3} in answer.text
    assert not Phrasing.objects.exists()
