"""The contract, asked of what is stored: with the site's language, and with what its links lead to."""

from django.contrib.auth.models import User

from faq.models import Question
from faq.publishing import check_question, check_snapshot
from faq.publishing.content_snapshot import snapshot_of
from tests.factories import NOW, make_copy, make_draft, make_question


def rules(question: Question) -> list[str]:
    return [finding.rule for finding in check_question(question, NOW)]


def test_examine_looks_at_steps_and_links_as_they_are_stored(db: None) -> None:
    make_question(slug="it")
    question = make_draft(
        summary="S.", body="[It](/questions/it/), [not](/questions/not/)", steps=["The menu"]
    )
    assert rules(question) == ["link-target", "step-verb"]


def test_examine_of_a_working_copy_looks_at_the_copy(ines: User) -> None:
    question = make_question(title="How?", summary="S.")
    copy = make_copy(question, by=ines, title="How")
    assert (rules(question), rules(copy)) == ([], ["question"])


def test_examine_asks_english_rules_of_english_sites_only(db: None, settings) -> None:
    question = make_draft(title="Wie?", summary="So.", steps=["Menü öffnen"])
    assert rules(question) == ["step-verb"]
    settings.LANGUAGE_CODE = "de"
    assert rules(question) == []


def test_examine_content_takes_what_is_not_stored(db: None) -> None:
    content = snapshot_of(make_draft(summary="S."))
    assert check_snapshot(content, NOW) == []
    content["title"] = "Ending"
    assert [finding.place for finding in check_snapshot(content, NOW)] == ["title"]
    assert Question.objects.get().title != "Ending"
