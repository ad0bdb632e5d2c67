"""Unsaved texts at the desk: kept by the script, offered to their person, used, compared and thrown away."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from faq.admin.question.unsaved import restored_form, typed_form
from faq.models import Autosave, Question, limits
from faq.publishing import publish
from tests.factories import NOW, make_autosave, make_copy, make_draft, make_question
from tests.html import Element, parse

db = pytest.mark.django_db
KEEP = "/admin/faq/question/autosave/"
ADD = "/admin/faq/question/add/"


def page(question: Question) -> str:
    return f"/admin/faq/question/{question.pk}/change/"


def form_at(client: Client, address: str) -> Element:
    return parse(client.get(address)).one("form", id="question_form")


def keep(
    client: Client, question: Question | None, sent: dict[str, Any], status: int = 200
) -> dict[str, str]:
    """Send what the script sends."""
    key = str(question.pk) if question else ""
    answer = client.post(KEEP, {**sent, "_question": key}, headers={"Accept": "application/json"})
    assert answer.status_code == status
    return answer.json()


def offer(client: Client, address: str) -> Element | None:
    sections = parse(client.get(address)).all("section", cls="faq-unsaved")
    return sections[0] if sections else None


def typed(client: Client, question: Question, **changes: str) -> dict[str, Any]:
    """Type into the form of a question, as the script keeps it."""
    sent = form_at(client, page(question)).filled_in() | changes
    keep(client, question, sent)
    return sent


@db
def test_typed_text_is_offered_to_its_person_alone_and_used(
    as_ines: Client, as_rafi: Client, client: Client
) -> None:
    """Checks 36, 41: nobody else sees it, and readers never."""
    draft = make_draft(summary="S.", steps=["A", "B"])
    assert offer(as_ines, page(draft)) is None
    sent = typed(
        as_ines, draft, body="Marmalade", **{"steps-0-position": "2", "steps-1-position": "1"}
    )
    assert offer(as_rafi, page(draft)) is None
    draft.refresh_from_db()
    assert draft.body == ""

    shown = offer(as_ines, page(draft))
    assert shown is not None
    assert "You typed this on" in shown.text
    (use,) = [to for text, to in shown.links() if text == "Use it"]
    restored = form_at(as_ines, page(draft) + use)
    assert restored.one("textarea", name="body").text == "Marmalade"
    titles = restored.filled_in()
    assert [titles[f"steps-{n}-title"] for n in (0, 1)] == ["A", "B"]
    assert [titles[f"steps-{n}-position"] for n in (0, 1)] == ["2", "1"]
    assert restored.filled_in()["form_key"] == sent["form_key"]

    saved = as_ines.post(page(draft), restored.filled_in())
    assert saved.status_code == 302
    assert not Autosave.objects.exists()
    draft.refresh_from_db()
    assert draft.body == "Marmalade"
    assert [step.title for step in draft.steps.in_order()] == ["B", "A"]


@db
def test_offered_text_is_saved_with_one_button(as_ines: Client) -> None:
    draft = make_draft(summary="S.", steps=["A", "B"])
    typed(as_ines, draft, body="Marmalade", **{"steps-0-position": "2", "steps-1-position": "1"})
    shown = offer(as_ines, page(draft))
    assert shown is not None
    (save,) = [each for each in shown.all("form") if "Save it" in each.texts("button")]
    assert as_ines.post(save["action"], save.filled_in()).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "Marmalade"
    assert [step.title for step in draft.steps.in_order()] == ["B", "A"]
    assert not Autosave.objects.exists()


@db
def test_text_is_in_no_export(as_ines: Client, capsys: pytest.CaptureFixture[str]) -> None:
    """Check 41."""
    typed(as_ines, make_draft(), body="Marmalade")
    call_command("dumpdata")
    assert "Marmalade" not in capsys.readouterr().out


@db
def test_text_that_was_saved_meanwhile_is_not_offered(as_ines: Client) -> None:
    draft = make_draft(summary="S.")
    sent = typed(as_ines, draft, body="One\r\nTwo")
    other = {**sent, "form_key": "f" * 32}
    keep(as_ines, draft, other | {"body": "One\r\nTwo"})
    assert as_ines.post(page(draft), sent).status_code == 302
    # The script sent the text once more before it was stopped.
    assert keep(as_ines, draft, sent) == {"kept": "", "warning": ""}
    assert Autosave.objects.get().form_key == "f" * 32
    assert offer(as_ines, page(draft)) is None


@db
def test_two_new_questions_are_kept_apart(as_ines: Client) -> None:
    for title in ("First?", "Second?"):
        keep(as_ines, None, form_at(as_ines, ADD).filled_in() | {"title": title})
    shown = offer(as_ines, ADD)
    assert shown is not None
    assert shown.texts("b") == ["Second?", "First?"]
    address = ADD + [to for text, to in shown.links() if text == "Use it"][1]
    restored = form_at(as_ines, address).filled_in()
    assert restored["title"] == "First?"


@db
def test_refused_form_is_kept_too(as_ines: Client) -> None:
    """Without scripts, a refused form would be lost with its page."""
    draft = make_draft()
    sent = form_at(as_ines, page(draft)).filled_in()
    refused = as_ines.post(page(draft), sent | {"body": "Typed", "slug": "No address"})
    assert refused.status_code == 200
    assert Autosave.objects.get().value("body") == "Typed"


@db
def test_text_of_a_deleted_question_becomes_a_new_one(
    as_ines: Client, ines: User, rafi: User
) -> None:
    copy = make_copy(make_question(title="How?", summary="S.", steps=["Open it"]), by=ines)
    sent = form_at(as_ines, page(copy)).filled_in()
    publish(copy, by=rafi, at=NOW)
    answer = keep(as_ines, copy, sent | {"body": "Typed", "slug": "other"})
    assert "no longer exists" in answer["warning"]
    card = parse(as_ines.get("/admin/")).one("li", id="unsaved")
    assert "its question no longer exists" in card.text
    kept = Autosave.objects.get()
    listed = parse(as_ines.get("/admin/faq/question/unsaved/"))
    assert (copy.title, f"/admin/faq/question/unsaved/{kept.pk}/") in listed.links()
    use = parse(as_ines.get(f"/admin/faq/question/unsaved/{kept.pk}/")).one("a", cls="button")
    restored = form_at(as_ines, use["href"]).filled_in()
    assert (restored["body"], restored["steps-0-title"], restored["steps-0-id"]) == (
        "Typed",
        "Open it",
        "",
    )
    assert as_ines.post(ADD, restored).status_code == 302
    assert Question.objects.get(slug="other").steps.get().title == "Open it"
    assert not Autosave.objects.exists()


@db
def test_deleted_form_is_kept_when_it_is_sent(as_ines: Client) -> None:
    draft = make_draft()
    sent = form_at(as_ines, page(draft)).filled_in() | {"body": "Typed"}
    address = page(draft)
    draft.delete()
    answer = as_ines.post(address, sent)
    kept = Autosave.objects.get()
    assert answer.status_code == 403
    assert f"/admin/faq/question/unsaved/{kept.pk}/" in [to for _, to in parse(answer).links()]


@db
def test_step_that_somebody_deleted_is_offered_as_a_new_one(
    as_ines: Client, as_rafi: Client
) -> None:
    draft = make_draft(summary="S.", steps=["A", "B"])
    theirs = form_at(as_rafi, page(draft)).filled_in()
    typed(as_ines, draft, **{"steps-0-title": "A!"})
    assert as_rafi.post(page(draft), theirs | {"steps-0-DELETE": "on"}).status_code == 302
    kept = Autosave.objects.get()
    restored = form_at(as_ines, f"{page(draft)}?autosave={kept.pk}").filled_in()
    rows = {restored[f"steps-{n}-title"]: restored[f"steps-{n}-id"] for n in range(2)}
    assert rows == {"B": str(draft.steps.get().pk), "A!": ""}


@db
def test_rights_taken_away_are_said_and_the_text_is_still_offered(
    as_ines: Client, ines: User
) -> None:
    draft = make_draft()
    sent = typed(as_ines, draft, body="Typed")
    ines.groups.clear()
    refused = keep(as_ines, draft, sent | {"body": "More"}, status=403)
    assert "do not have permission" in refused["error"]
    assert Autosave.objects.get().value("body") == "Typed"
    kept = parse(as_ines.get(f"/admin/faq/question/unsaved/{Autosave.objects.get().pk}/"))
    assert "Typed" in kept.text
    assert [text for text, _ in kept.links() if text == "Use it"] == []


@db
def test_published_question_shows_the_text_without_a_form(as_ines: Client, rafi: User) -> None:
    draft = make_draft(title="How?", summary="S.")
    typed(as_ines, draft, body="Typed")
    publish(draft, by=rafi, at=NOW)
    shown = offer(as_ines, page(draft))
    assert shown is not None
    assert [text for text, _ in shown.links()] == ["Compare"]
    kept = Autosave.objects.get()
    answer = as_ines.get(f"{page(draft)}?autosave={kept.pk}", follow=True)
    assert answer.redirect_chain == [(f"/admin/faq/question/unsaved/{kept.pk}/", 302)]
    assert "You cannot change this question now." in answer.text
    assert "Typed" in parse(answer).text


@db
def test_five_hundred_steps_are_kept_and_readable(as_ines: Client) -> None:
    draft = make_draft()
    sent = form_at(as_ines, page(draft)).filled_in() | {"steps-TOTAL_FORMS": "500"}
    sent |= {f"steps-{number}-title": f"Open {number}" for number in range(500)}
    answer = keep(as_ines, draft, sent)
    assert answer["kept"] != ""
    assert answer["warning"] == limits.too_many_steps()
    kept = Autosave.objects.get()
    shown = as_ines.get(f"{page(draft)}?autosave={kept.pk}", follow=True)
    assert [number for number in range(500) if f"Open {number}" not in shown.text] == []


@db
@pytest.mark.parametrize("key", ["", "x", "A" * 32, "a" * 33])
def test_form_without_a_key_is_refused(as_ines: Client, key: str) -> None:
    sent = form_at(as_ines, ADD).filled_in() | {"title": "How?", "form_key": key}
    assert "too old" in keep(as_ines, None, sent, status=400)["error"]
    assert not Autosave.objects.exists()


@db
def test_signed_out_person_is_told_as_json(client: Client) -> None:
    answer = client.post(KEEP, {"title": "How?"}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["sign_in"].startswith("/admin/login/?next=")


@db
def test_text_of_another_person_is_not_found(as_ines: Client, rafi: User) -> None:
    """Check 36."""
    draft = make_draft()
    kept = make_autosave(rafi, question=draft, fields=[["title", ["Secret"]]])
    for address in (
        f"/admin/faq/question/unsaved/{kept.pk}/",
        "/admin/faq/question/unsaved/",
        "/admin/",
        page(draft),
        f"{page(draft)}?autosave={kept.pk}",
        f"{ADD}?autosave={kept.pk}",
    ):
        assert "Secret" not in as_ines.get(address, follow=True).text
    away = f"/admin/faq/question/unsaved/{kept.pk}/throw-away/"
    assert as_ines.post(away).status_code == 404
    assert Autosave.objects.filter(pk=kept.pk).exists()


@db
def test_text_is_thrown_away(as_ines: Client) -> None:
    draft = make_draft()
    typed(as_ines, draft, body="Typed")
    shown = offer(as_ines, page(draft))
    assert shown is not None
    away = shown.all("form")[-1]["action"]
    assert as_ines.get(away).status_code == 405
    assert as_ines.post(away)["Location"] == page(draft)
    assert not Autosave.objects.exists()


@db
@pytest.mark.parametrize("key", ["", "x", "9" * 30, "7"])
def test_unknown_text_is_said_to_be_gone(as_ines: Client, key: str) -> None:
    answer = as_ines.get(f"{ADD}?autosave={key}", follow=True)
    assert "That text no longer exists." in answer.text


def test_addresses_are_under_the_questions() -> None:
    assert reverse("admin:faq_question_autosave") == KEEP


names = st.one_of(
    st.from_regex(
        r"(steps|phrasings)-[0-3]-(id|question|title|text|position|DELETE)", fullmatch=True
    ),
    st.sampled_from(["title", "slug", "opened", "audiences", "steps-x-id", "steps--id", "steps"]),
)
values = st.lists(st.text(max_size=6), min_size=1, max_size=2)


@db
@given(st.lists(st.tuples(names, values), max_size=12, unique_by=lambda pair: pair[0]))
def test_every_field_is_offered_as_it_was_typed(fields: list[tuple[str, list[str]]]) -> None:
    """Only the keys of rows that are not stored are left out, and the signed version of a deleted question."""
    kept = Autosave(fields=[[name, values] for name, values in fields])
    form = typed_form(kept)
    assert [(name, form.getlist(name)) for name in form] == fields
    restored = restored_form(kept, None)
    expected = {
        name: ([""] * bool(values) if is_row_key(name) else values)
        for name, values in fields
        if name != "opened"
    }
    assert {name: restored.getlist(name) for name in restored} == expected
    assert isinstance(restored, QueryDict)


def is_row_key(name: str) -> bool:
    prefix, _, rest = name.partition("-")
    number, _, field = rest.partition("-")
    return prefix in {"steps", "phrasings"} and number.isdecimal() and field in {"id", "question"}
