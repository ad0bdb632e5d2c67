"""What leads to a question, and the broken links that archiving, deleting and publishing leave or mend."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from faq.models import LinkCheck, Question, Step
from faq.publishing import archive, merge, publish
from faq.publishing.urls.backlinks import backlinks
from tests.factories import NOW, PAST, make_copy, make_draft, make_question, make_topic
from tests.html import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]

LINK = "[how](/questions/how/)"


@pytest.fixture
def how() -> Question:
    return make_question(title="How?", slug="how", summary="S.")


def found(question: Question) -> list[tuple[str, str]]:
    return [(link.question.title, link.place) for link in backlinks(question).links]


@pytest.mark.parametrize(
    "text",
    [
        *(LINK, "[how](/de/questions/how/#step-1)", "![how](/questions/how.png)"),
        *("[a](http://127.0.0.1:8000/questions/how/)", "[how]: /questions/how/"),
        "<http://127.0.0.1:8000/questions/how/>",
    ],
)
def test_every_way_to_write_a_link_is_found(how: Question, text: str) -> None:
    make_draft(title="Text?", body=text)
    assert found(how) == [("Text?", "in its text")]


@pytest.mark.parametrize(
    "text", ["[a](/questions/how-else/)", "/questions/how/", "[a](/topics/how/)", "[a](#step-1)"]
)
def test_what_is_no_link_to_it_is_not_found(how: Question, text: str) -> None:
    make_draft(body=text)
    assert found(how) == []


def test_drafts_copies_steps_replacements_and_old_addresses_are_found(ines: User) -> None:
    question = make_question(title="Own?", slug="old", body="[own](/questions/old/)")
    question.slug = "how"
    question.save()
    make_question(title="Archived?", status="archived", replaced_by=question)
    make_copy(make_question(title="Live?"), by=ines, body="[a](/questions/old/)")
    draft = make_draft(title="Steps?", steps=["One", "Two"])
    Step.objects.filter(question=draft, position=2).update(caution=LINK)
    copy = make_copy(question, by=ines)
    for stored in (question, copy):
        assert found(stored) == [
            ("Archived?", "as its replacement"),
            ("Live?", "in its text"),
            ("Steps?", "in step 2"),
        ]
        assert backlinks(stored).old_paths == ["/questions/old/"]


def broken() -> list[tuple[str, str, list[str]]]:
    return [
        (link.url, link.problem, sorted(str(question) for question in link.questions.all()))
        for link in LinkCheck.objects.broken()
    ]


def test_archiving_lists_the_links_at_once_and_publishing_again_removes_them(
    rafi: User, how: Question
) -> None:
    make_question(title="Text?", body=LINK)
    make_draft(title="Draft?", body=LINK)
    archive(how, by=rafi, at=NOW)
    assert broken() == [("/questions/how/", "archived", ["Text?"])]
    with pytest.raises(CommandError):
        call_command("links_check", verbosity=0)
    assert broken() == [("/questions/how/", "archived", ["Text?"])]
    how.refresh_from_db()
    publish(how, by=rafi, at=NOW)
    assert broken() == []


def test_deleting_lists_the_links_at_once(how: Question) -> None:
    make_question(title="Text?", body=LINK)
    how.delete()
    assert broken() == [("/questions/how/", "gone", ["Text?"])]


def test_merging_leaves_no_broken_links(rafi: User, how: Question) -> None:
    make_question(title="Text?", body=LINK)
    merge(how, make_question(summary="S."), by=rafi, at=NOW)
    assert broken() == []


def test_corrected_text_leaves_the_list_when_it_is_published(rafi: User, how: Question) -> None:
    text = make_question(title="Text?", body=LINK, summary="S.")
    other = make_question(title="Other?", body=LINK)
    archive(how, by=rafi, at=NOW)
    publish(make_copy(text, by=rafi, body="No link."), by=rafi, at=NOW)
    assert broken() == [("/questions/how/", "archived", ["Other?"])]
    archive(other, by=rafi, at=NOW)
    call_command("links_check", verbosity=0)
    assert broken() == []


def test_pages_that_take_a_question_away_show_what_links_to_it(
    as_rafi: Client, how: Question
) -> None:
    make_question(title="Text?", body=LINK)
    base = f"/admin/faq/question/{how.pk}/"
    for page in ("change/", "do/archive/", "do/merge/", "delete/"):
        shown = parse(as_rafi.get(base + page)).one("ul", cls="faq-backlinks")
        assert shown.text == "Text? (Published) in its text", page


def test_archiving_many_asks_first_and_shows_what_links_to_them(
    as_rafi: Client, how: Question
) -> None:
    make_question(title="Text?", body=LINK)
    chosen = {"action": "archive_selected", "_selected_action": [how.pk]}
    asked = parse(as_rafi.post("/admin/faq/question/", chosen))
    assert asked.one("ul", cls="faq-backlinks").text == "Text? (Published) in its text"
    how.refresh_from_db()
    assert how.status == "published"
    as_rafi.post("/admin/faq/question/", {**chosen, "confirmed": "1"})
    how.refresh_from_db()
    assert how.status == "archived"


def test_deleting_many_shows_what_links_to_them_first(as_rafi: Client, how: Question) -> None:
    make_question(title="Text?", body=LINK)
    chosen = {"action": "delete_selected", "_selected_action": [how.pk]}
    asked = parse(as_rafi.post("/admin/faq/question/", chosen))
    assert asked.one("ul", cls="faq-backlinks").text == "Text? (Published) in its text"


def test_scheduled_question_without_links_has_no_list(as_rafi: Client) -> None:
    question = make_question(topic=make_topic(), published_at=PAST)
    page = parse(as_rafi.get(f"/admin/faq/question/{question.pk}/do/archive/"))
    assert "No question links here." in page.one(id="content").text
