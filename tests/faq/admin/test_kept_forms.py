"""What somebody types into any form of the desk is kept for that person, offered, used, saved and thrown away."""

from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.test import Client

from faq.models import Autosave, Topic
from faq.publishing import publish, submit
from tests.factories import (
    NOW,
    make_audience,
    make_draft,
    make_image,
    make_question,
    make_synonym,
    make_topic,
)
from tests.html import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
KEEP = "/admin/faq/question/autosave/"
UNSAVED = "/admin/faq/question/unsaved/"


class Form(NamedTuple):
    """A form of the desk, with a field in which somebody types."""

    address: str
    field: str


def forms(media: object) -> dict[str, Form]:
    """Return the forms in which somebody types text, beside that of a question."""
    rows: dict[str, tuple[Any, str]] = {
        "topic": (make_topic(slug="t"), "summary"),
        "audience": (make_audience(slug="a"), "title"),
        "synonym": (make_synonym(words="tap, faucet"), "words"),
        "image": (make_image(), "alt"),
    }
    by, _ = User.objects.get_or_create(username="olga", defaults={"is_superuser": True})
    draft, reviewed = make_draft(summary="S."), make_draft(summary="S.")
    submit(reviewed, by=by, at=NOW)
    acts = {
        "send-back": (reviewed, "text"),
        "publish": (draft, "note"),
        "submit": (draft, "note"),
        "comment": (draft, "text"),
    }
    return {
        **{
            kind: Form(f"/admin/faq/{kind}/{row.pk}/change/", field)
            for kind, (row, field) in rows.items()
        },
        "new topic": Form("/admin/faq/topic/add/", "summary"),
        "new audience": Form("/admin/faq/audience/add/", "title"),
        "new synonym": Form("/admin/faq/synonym/add/", "words"),
        "upload": Form("/admin/faq/image/add/", "alt"),
        "page": Form("/admin/faq/question/from-page/", "text"),
        **{
            act: Form(f"/admin/faq/question/{question.pk}/do/{act}/", field)
            for act, (question, field) in acts.items()
        },
    }


def form_of(client: Client, address: str) -> Element:
    shown = parse(client.get(address))
    (form,) = [each for each in shown.all("form") if each.all("input", name="kept_key")]
    return form


def keep(client: Client, sent: dict[str, Any], status: int = 200) -> dict[str, str]:
    """Send what the script sends."""
    answer = client.post(KEEP, {**sent, "_question": ""}, headers={"Accept": "application/json"})
    assert answer.status_code == status
    return answer.json()


def typed(client: Client, form: Form, text: str = "Marmalade") -> dict[str, Any]:
    sent = form_of(client, form.address).filled_in() | {form.field: text}
    assert keep(client, sent)["kept"]
    return sent


def offer(client: Client, address: str) -> Element | None:
    sections = parse(client.get(address)).all("section", cls="faq-unsaved")
    return sections[0] if sections else None


def use(client: Client, address: str) -> Element:
    shown = offer(client, address)
    assert shown is not None
    (link,) = [to for text, to in shown.links() if text == "Use it"]
    return form_of(client, link)


def test_every_form_keeps_what_its_person_typed(
    as_rafi: Client, as_owner: Client, media: object
) -> None:
    """Checks 36, 41: nobody else sees it, not even who owns the site."""
    for name, form in forms(media).items():
        sent = typed(as_rafi, form)
        assert offer(as_owner, form.address) is None, name
        restored = use(as_rafi, form.address).filled_in()
        assert restored[form.field] == "Marmalade", name
        assert restored["kept_key"] == sent["kept_key"], name
        assert as_owner.get(f"{UNSAVED}{Autosave.objects.get().pk}/").status_code == 404
        shown = parse(as_rafi.get(f"{UNSAVED}{Autosave.objects.get().pk}/"))
        assert "Marmalade" in shown.text, name
        keep(as_rafi, sent | {"_unchanged": ""})
        assert not Autosave.objects.exists(), name


def test_saved_form_is_forgotten_and_may_arrive_once_more(as_rafi: Client) -> None:
    topic = make_topic(slug="t")
    form = Form(f"/admin/faq/topic/{topic.pk}/change/", "summary")
    typed(as_rafi, form)
    sent = use(as_rafi, form.address).filled_in()
    assert as_rafi.post(form.address, sent).status_code == 302
    assert Topic.objects.get(pk=topic.pk).summary == "Marmalade"
    assert not Autosave.objects.exists()
    # The script sends what the browser still keeps.
    assert keep(as_rafi, sent) == {"kept": "", "warning": ""}
    assert not Autosave.objects.exists()


def test_offered_row_is_saved_with_one_button(as_rafi: Client) -> None:
    topic = make_topic(slug="t")
    form = Form(f"/admin/faq/topic/{topic.pk}/change/", "summary")
    typed(as_rafi, form)
    shown = offer(as_rafi, form.address)
    assert shown is not None
    (save,) = [each for each in shown.all("form") if "Save it" in each.texts("button")]
    assert as_rafi.post(save["action"], save.filled_in()).status_code == 302
    assert Topic.objects.get(pk=topic.pk).summary == "Marmalade"
    assert not Autosave.objects.exists()


def test_transition_is_never_made_by_the_button_of_an_offer(as_rafi: Client) -> None:
    draft = make_draft(summary="S.")
    form = Form(f"/admin/faq/question/{draft.pk}/do/publish/", "note")
    typed(as_rafi, form)
    for address in (form.address, f"/admin/faq/question/{draft.pk}/change/"):
        shown = offer(as_rafi, address)
        assert shown is not None
        assert "Save it" not in shown.texts("button")
        assert f"{form.address}?autosave=" in "".join(to for _, to in shown.links())


def test_refused_form_is_kept_and_comes_back_with_its_key(as_rafi: Client) -> None:
    form = Form("/admin/faq/topic/add/", "summary")
    sent = form_of(as_rafi, form.address).filled_in() | {"summary": "Marmalade", "title": ""}
    answer = as_rafi.post(form.address, sent)
    assert answer.status_code == 200
    assert Autosave.objects.get().value("summary") == "Marmalade"
    again = parse(answer).one("input", name="kept_key")
    assert again["value"] == sent["kept_key"]
    done = as_rafi.post(form.address, sent | {"title": "Jam"})
    assert done.status_code == 302
    assert not Autosave.objects.exists()


def test_text_for_a_deleted_row_is_kept_and_shown(as_rafi: Client) -> None:
    topic = make_topic(slug="t")
    form = Form(f"/admin/faq/topic/{topic.pk}/change/", "summary")
    sent = typed(as_rafi, form)
    topic.delete()
    answer = as_rafi.post(form.address, sent)
    assert answer.status_code == 403
    kept = Autosave.objects.get()
    assert f"{UNSAVED}{kept.pk}/" in answer.text
    assert "Marmalade" in answer.text
    again = as_rafi.get(f"{form.address}?autosave={kept.pk}")
    assert again.status_code == 302
    assert again["Location"] == f"{UNSAVED}{kept.pk}/"


def test_text_is_shown_when_rights_were_taken_away(as_ines: Client, rafi: User) -> None:
    """Check 36: what somebody may no longer change is not changed, and what they typed is theirs."""
    topic = make_topic(slug="t")
    form = Form(f"/admin/faq/topic/{topic.pk}/change/", "summary")
    sent = typed(as_ines, form)
    # A topic with a published question is changed by those who may publish.
    make_question(topic=topic)
    answer = as_ines.post(form.address, sent)
    assert answer.status_code == 403
    assert "Marmalade" in answer.text
    topic.refresh_from_db()
    assert topic.summary != "Marmalade"
    kept = Autosave.objects.get()
    opened = as_ines.get(f"{form.address}?autosave={kept.pk}")
    assert opened["Location"] == f"{UNSAVED}{kept.pk}/"


def test_reason_is_kept_when_somebody_else_was_faster(as_rafi: Client, owner: User) -> None:
    draft = make_draft(summary="S.")
    submit(draft, by=owner, at=NOW)
    form = Form(f"/admin/faq/question/{draft.pk}/do/send-back/", "text")
    sent = form_of(as_rafi, form.address).filled_in() | {"text": "Marmalade"}
    publish(draft, by=owner, at=NOW)
    answer = as_rafi.post(form.address, sent)
    assert answer.status_code == 403
    assert "Marmalade" in answer.text
    assert Autosave.objects.get().question_id == draft.pk


def test_comment_beside_a_text_one_may_only_read_is_kept_when_another_button_is_pressed(
    as_ines: Client, ines: User, rafi: User
) -> None:
    draft = make_draft(summary="S.")
    submit(draft, by=ines, at=NOW)
    page = f"/admin/faq/question/{draft.pk}/change/"
    comment = f"/admin/faq/question/{draft.pk}/do/comment/"
    sent = form_of(as_ines, page).filled_in() | {"text": "Marmalade"}
    assert sent["kept_address"] == comment
    take_back = f"/admin/faq/question/{draft.pk}/do/take-back/"
    assert as_ines.post(take_back, sent).status_code == 302
    assert use(as_ines, comment).one("textarea", name="text").text == "Marmalade"
    assert as_ines.post(comment, sent).status_code == 302
    assert not Autosave.objects.exists()


def test_form_is_kept_only_for_pages_where_its_person_may_type(
    viewer: User, as_rafi: Client
) -> None:
    """Check 36."""
    client = Client()
    client.force_login(viewer)
    sent = {"kept_key": "a" * 32, "title": "Marmalade"}
    for address, status in {
        "/admin/faq/topic/add/": 403,
        "/": 400,
        "/questions/how/": 400,
        f"/admin/faq/topic/{'9' * 300}/change/": 400,
    }.items():
        keep(client, sent | {"kept_address": address}, status)
    assert keep(as_rafi, sent | {"kept_address": "/admin/faq/topic/add/"})["kept"]
    stored = Autosave.objects.get()
    assert (stored.fields, stored.address) == ([["title", ["Marmalade"]]], "/admin/faq/topic/add/")


def test_form_with_a_password_is_not_kept(as_owner: Client) -> None:
    shown = parse(as_owner.get("/admin/auth/user/add/"))
    assert shown.all("input", name="kept_key") == []


def test_nobody_is_said_to_write_a_question_while_they_give_a_reason(
    as_rafi: Client, as_ines: Client
) -> None:
    draft = make_draft(summary="S.")
    typed(as_rafi, Form(f"/admin/faq/question/{draft.pk}/do/publish/", "note"))
    shown = as_ines.get(f"/admin/faq/question/{draft.pk}/change/")
    assert "is writing here now" not in shown.text
    assert "Marmalade" not in shown.text
