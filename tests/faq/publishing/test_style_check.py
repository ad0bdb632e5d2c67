"""Checking stored texts, in the site's language and with the targets of their links."""

from django.contrib.auth.models import User

from faq.models import Question
from faq.publishing import check_question, check_snapshot
from faq.publishing.content_snapshot import snapshot_of
from tests.factories import NOW, make_copy, make_draft, make_question


def rules(question: Question) -> list[str]:
    return [finding.rule for finding in check_question(question, NOW)]


def test_check_question_checks_stored_steps_and_links(db: None) -> None:
    make_question(slug="it")
    question = make_draft(
        summary="S.", body="[It](/questions/it/), [not](/questions/not/)", steps=["The menu"]
    )
    assert rules(question) == ["link-target", "step-verb"]


def test_check_question_checks_the_working_copy_itself(ines: User) -> None:
    question = make_question(title="How?", summary="S.")
    copy = make_copy(question, by=ines, title="How")
    assert (rules(question), rules(copy)) == ([], ["question"])


def test_check_question_applies_english_rules_to_english_sites_only(db: None, settings) -> None:
    question = make_draft(title="Wie?", summary="So.", steps=["Menü öffnen"])
    assert rules(question) == ["step-verb"]
    settings.LANGUAGE_CODE = "de"
    assert rules(question) == []


def test_check_snapshot_checks_text_that_is_not_stored(db: None) -> None:
    content = snapshot_of(make_draft(summary="S."))
    assert check_snapshot(content, NOW) == []
    content["title"] = "Ending"
    assert [finding.place for finding in check_snapshot(content, NOW)] == ["title"]
    assert Question.objects.get().title != "Ending"
