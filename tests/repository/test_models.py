"""Every model can be made, says what it is, and is in the admin or has a reason not to be."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from faq.models import (
    AuditEntry,
    DeskVisit,
    DraftSource,
    NotificationPreferences,
    PromiseCheck,
    ReviewComment,
)
from tests.factories import (
    PAST,
    make_attachment,
    make_audience,
    make_autosave,
    make_banner,
    make_broken_promise,
    make_image,
    make_job,
    make_link_check,
    make_notification,
    make_page,
    make_question,
    make_revision,
    make_scheduled,
    make_search_term,
    make_section,
    make_stuck_report,
    make_synonym,
    make_trashed,
    make_vote,
)

# Models whose rows nobody edits, and why.
NOT_IN_ADMIN = {
    "Redirect": "written when an address changes",
    "IndexChange": "notes of search to itself",
    "ContentVersion": "a number that changes by itself",
    "Revision": "read in the history of a question",
    "DraftVersion": "read in the history of a question",
    "TrashedText": "read and restored on a page of its own",
    "DeskVisit": "noted when somebody opens the front page",
    "NotificationPreferences": "chosen by each person",
    "DraftSource": "kept beside a question made from a page",
    "PromiseCheck": "read above the list of broken promises",
    "Autosave": "read by its person, beside a question",
    "ReviewComment": "read and written beside a question",
    "ScheduledPublication": "changed on the pages of its question",
}


def faq_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("faq").get_models())


@pytest.mark.django_db
def test_every_model_can_be_made_and_says_what_it_is() -> None:
    """One row of everything comes from the factories and from what follows of itself."""
    question = make_question(steps=["Open it"], phrasings=["open"], slug="one")
    question.audiences.add(make_audience())
    question.slug = "two"
    question.save()
    make_section(topic=question.topic)
    make_synonym()
    make_page()
    make_banner()
    make_image()
    make_attachment()
    make_search_term()
    make_vote(question=question)
    make_stuck_report(question.steps.get())
    make_revision(question)
    make_trashed()
    DraftSource.objects.create(question=question, digest="a", made_at=PAST, pieces=[], doubts=[])
    make_link_check(question)
    ReviewComment.objects.create(question=question, at=PAST, by_name="Rafi", text="Why?")
    make_scheduled(question)
    make_broken_promise(question.phrasings.get())
    PromiseCheck.objects.note(PAST, 1)
    make_notification(question=question)
    person = make_job().started_by
    NotificationPreferences.objects.create(person=person, muted=["published"])
    DeskVisit.objects.create(person=person, day=PAST)
    make_autosave()
    for model in faq_models():
        assert "__str__" in vars(model)
        row, *others = model._default_manager.all()
        # Several changes are in the audit log by now.
        assert not others or model is AuditEntry
        assert str(row).strip()
        assert "object (" not in str(row)


def test_every_model_is_in_the_admin_or_has_a_reason_not_to_be() -> None:
    edited = set(admin.site._registry)
    inline = {inline.model for each in admin.site._registry.values() for inline in each.inlines}
    missing = {model.__name__ for model in faq_models() if model not in edited | inline}
    assert missing == set(NOT_IN_ADMIN)
