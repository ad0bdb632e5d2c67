"""Who may do what in the admin: every address there is, for everybody who can sign in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, URLResolver

from faq.admin.question.transition_views import ALL_TRANSITIONS as ACTS
from faq.models import AuditEntry, Question
from faq.publishing import submit
from tests.factories import (
    NOW,
    PAST,
    make_attachment,
    make_audience,
    make_banner,
    make_broken_promise,
    make_copy,
    make_draft,
    make_image,
    make_job,
    make_link_check,
    make_notification,
    make_page,
    make_question,
    make_scheduled,
    make_search_term,
    make_section,
    make_stuck_report,
    make_synonym,
    make_topic,
    make_vote,
)
from tests.html import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

# Vera looks, Ines edits, Rafi reviews, Olga owns the site. Who may open a list, add a row, write in
# one, delete one.
ALL, EDITORS, REVIEWERS, OWNER = "vera ines rafi olga", "ines rafi olga", "rafi olga", "olga"
LISTS = {
    "question": (ALL, EDITORS, EDITORS, EDITORS),
    "topic": (ALL, EDITORS, EDITORS, EDITORS),
    "section": (ALL, EDITORS, EDITORS, EDITORS),
    "audience": (ALL, EDITORS, EDITORS, EDITORS),
    # Readers notice every synonym. Rows of the two above are in no public question here.
    "synonym": (ALL, REVIEWERS, REVIEWERS, REVIEWERS),
    "page": (ALL, REVIEWERS, REVIEWERS, REVIEWERS),
    "banner": (ALL, REVIEWERS, REVIEWERS, REVIEWERS),
    "vote": (ALL, "", "", EDITORS),
    "stuckreport": (ALL, "", "", EDITORS),
    "searchterm": (ALL, "", "", ""),
    "linkcheck": (ALL, "", "", ""),
    "brokenpromise": (ALL, "", "", ""),
    "image": (ALL, EDITORS, EDITORS, ""),
    "attachment": (ALL, EDITORS, EDITORS, ""),
    "job": (EDITORS, "", "", ""),
    "notification": ("vera olga", "", "", ""),
    "auditentry": ("vera rafi olga", "", "", ""),
    "group": (OWNER, OWNER, OWNER, OWNER),
    "user": (OWNER, OWNER, OWNER, OWNER),
}
KINDS = ("changelist", "add", "change", "delete")
# For everybody on the team, and about no row: what they show is asked by other tests.
COMMON = {
    *("index", "login", "logout", "password_change", "password_change_done"),
    *("autocomplete", "jsi18n", "view_on_site", "app_list", "token"),
    # Asked in tests/faq/admin/test_audit_entry.py.
    "faq_auditentry_export",
    # In tests/faq/admin/test_slugs.py.
    *("faq_question_slug", "faq_topic_slug", "faq_audience_slug"),
    *("faq_section_slug", "faq_page_slug"),
    # In tests/faq/admin/test_notifications.py.
    *("notifications", "unsubscribe"),
    # In tests/faq/admin/question/test_trash.py and test_live_merge.py.
    *("faq_question_trash", "faq_question_trash_restore", "faq_question_trashed_text"),
    "faq_question_live_merge",
    # In tests/faq/admin/test_accounts.py.
    *("invite", "password_reset", "password_reset_done", "password_reset_confirm"),
    # In tests/faq/admin/test_page_import.py.
    "faq_question_page_import",
    # In tests/faq/admin/test_import_export.py.
    *("faq_question_import", "faq_question_export"),
    # In tests/faq/admin/question/test_unsaved.py.
    *("faq_question_autosave", "faq_question_unsaved_list"),
    *("faq_question_unsaved", "faq_question_throw_away"),
    # In tests/faq/admin/test_job.py.
    *("faq_job_rebuild", "faq_job_again"),
}
# Of one row: looking at it is enough, but for what writes.
PAGES = {
    "faq_question_history": ALL,
    "faq_question_compare": ALL,
    "faq_question_preview": ALL,
    "faq_question_restore": EDITORS,
    "faq_question_new_preview": EDITORS,
    "faq_question_findings": EDITORS,
    "faq_question_targets": EDITORS,
    "faq_question_transition": ALL,
    "faq_topic_order": EDITORS,
    "faq_topic_sections": EDITORS,
    "faq_job_status": EDITORS,
    "faq_job_file": EDITORS,
    "auth_user_password_change": OWNER,
}
# By what stands where: who may do it, where there is a reviewer.
DONE = {
    "draft": {
        **{"submit": EDITORS, "publish": REVIEWERS, "comment": EDITORS},
        **{"care": EDITORS, "duplicate": EDITORS, "merge": REVIEWERS},
    },
    "in review": {
        **{"take-back": "ines", "send-back": REVIEWERS, "publish": REVIEWERS, "comment": EDITORS},
        **{"care": EDITORS, "duplicate": EDITORS, "merge": REVIEWERS},
    },
    "published": {
        **{"edit": EDITORS, "end": REVIEWERS, "archive": REVIEWERS, "walk-through": EDITORS},
        **{"care": EDITORS, "duplicate": EDITORS, "merge": REVIEWERS},
    },
    "archived": {"publish": REVIEWERS, "care": EDITORS, "duplicate": EDITORS},
    "copy": {
        "submit": EDITORS,
        "publish": REVIEWERS,
        "discard": EDITORS,
        "comment": EDITORS,
    },
    "scheduled copy": {
        **{"publish": REVIEWERS, "reschedule": REVIEWERS, "cancel-schedule": REVIEWERS},
        "comment": EDITORS,
    },
}


@pytest.fixture
def team(viewer: User, ines: User, rafi: User, owner: User) -> dict[str, Client]:
    clients = {}
    for name, person in zip(ALL.split(), (viewer, ines, rafi, owner), strict=True):
        clients[name] = Client()
        clients[name].force_login(person)
    return clients


@pytest.fixture
def rows(media: Path) -> dict[str, Any]:
    """One row of everything that has a page."""
    question = make_draft(steps=["Open it"])
    return {
        "question": question,
        "topic": make_topic(),
        "section": make_section(),
        "audience": make_audience(),
        "synonym": make_synonym(),
        "page": make_page(),
        "banner": make_banner(),
        "vote": make_vote(question=question),
        "stuckreport": make_stuck_report(question.steps.get()),
        "searchterm": make_search_term(count=9),
        "linkcheck": make_link_check(question),
        "brokenpromise": make_broken_promise(),
        "image": make_image(),
        "attachment": make_attachment(),
        "job": make_job(),
        "notification": make_notification(delivery="sent"),
        "auditentry": AuditEntry.objects.create(at=PAST, act="published", kind="question"),
        "group": Group.objects.create(name="Others"),
        "user": User.objects.create_user("other"),
    }


def patterns(among: Any = None) -> Iterator[URLPattern]:
    """Every named address of the admin."""
    for pattern in admin.site.get_urls() if among is None else among:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern


def allowed(team: dict[str, Client], address: str, writes: bool = False) -> str:
    """The names of those to whom an address opens, and with a button to save if it is to write."""
    names = []
    for name, client in team.items():
        answer = client.get(address)
        is_open = answer.status_code == 200
        if is_open and writes:
            is_open = bool(parse(answer).all("input", name="_save"))
        names += [name] * is_open
    return " ".join(names)


def test_every_address_of_the_admin_stands_here() -> None:
    """Check 34: whoever adds one says here who may use it."""
    apps = {"group": "auth", "user": "auth"}
    of_lists = {
        f"{apps.get(model, 'faq')}_{model}_{kind}"
        for model in LISTS
        for kind in (*KINDS, "history")
    }
    assert {pattern.name for pattern in patterns()} == COMMON | set(PAGES) | of_lists
    assert {act for acts in DONE.values() for act in acts} == set(ACTS)


@pytest.mark.parametrize("model", LISTS)
def test_lists_open_to_whom_they_are_for(
    team: dict[str, Client], rows: dict[str, Any], model: str
) -> None:
    """Check 34."""
    base = f"/admin/{rows[model]._meta.app_label}/{model}/"
    page = f"{base}{rows[model].pk}/"
    found = (
        allowed(team, base),
        allowed(team, f"{base}add/"),
        allowed(team, f"{page}change/", writes=True),
        allowed(team, f"{page}delete/"),
    )
    assert found == LISTS[model]
    assert allowed(team, f"{page}history/") == (ALL if model == "question" else found[0])


@pytest.fixture
def stages(ines: User, rafi: User) -> dict[str, Question]:
    """A question at each place where one can be, with a text that is fit to be read."""
    text: Any = {"title": "How do I open it?", "summary": "From its menu."}
    in_review = make_draft(**text)
    submit(in_review, by=ines, at=NOW)
    return {
        "draft": make_draft(**text),
        "in review": in_review,
        "published": make_question(**text),
        "archived": make_question(status="archived", **text),
        "copy": make_copy(make_question(**text), by=ines),
        "scheduled copy": make_scheduled(make_copy(make_question(**text), by=ines)).question,
    }


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_done_by_those_they_are_for(
    team: dict[str, Client], stages: dict[str, Question], act: str
) -> None:
    """Check 34: what nobody is offered is refused by its address too, and changes nothing."""
    for stage, question in stages.items():
        address = f"/admin/faq/question/{question.pk}/do/{act}/"
        assert allowed(team, address) == DONE[stage].get(act, ""), stage
        before = list(Question.with_copies.order_by("pk").values())
        for name, client in team.items():
            if name not in DONE[stage].get(act, ""):
                client.post(address, {"text": "x", "note": "x"})
        assert list(Question.with_copies.order_by("pk").values()) == before, stage


def test_pages_of_a_question_open_to_those_who_may_look(
    team: dict[str, Client], stages: dict[str, Question]
) -> None:
    """Checks 34, 36."""
    copy = stages["copy"]
    stranger = Client()
    stranger.force_login(User.objects.create_user("stranger", is_staff=True))
    everybody = {**team, "stranger": stranger}
    for page in ("history", "compare"):
        assert allowed(everybody, f"/admin/faq/question/{copy.pk}/{page}/") == ALL
    previews = {
        name: client.get(f"/admin/faq/question/{copy.pk}/preview/")["Location"]
        for name, client in everybody.items()
    }
    assert [name for name, to in previews.items() if "/preview/" in to] == ALL.split()
