"""Derived columns: rendered HTML, cleaned lines, the time of the last change."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from faq.models import Audience, Phrasing, Question, Redirect, Step, Topic
from tests.factories import FUTURE, PAST, make_audience, make_question, make_topic
from tests.xss import PAYLOADS


@pytest.fixture
def question(db: None) -> Question:
    """An old question with two steps and a phrasing."""
    question = make_question(body="Old.", steps=["Open it", "Close it"], phrasings=["shut it"])
    Question.objects.update(updated_at=PAST)
    question.refresh_from_db()
    return question


def is_touched(question: Question) -> bool:
    return Question.objects.get(pk=question.pk).updated_at != PAST


def test_save_renders_the_body(question: Question) -> None:
    question.body = "**New** <b>"
    question.save()
    question.refresh_from_db()
    assert question.body_html == "<p><strong>New</strong> &lt;b&gt;</p>"


def test_save_renders_the_fields_of_a_step(question: Question) -> None:
    step = question.steps.in_order()[0]
    step.title, step.body, step.caution = "Open **A › B**", "*It*", "Not `undone`"
    step.save()
    step.refresh_from_db()
    assert step.title_html == (
        'Open <span class="path"><strong>A</strong> <span class="path-arrow">›</span> '
        "<strong>B</strong></span>"
    )
    assert step.body_html == "<p><em>It</em></p>"
    assert step.caution_html == "<p>Not <code>undone</code></p>"


def test_save_replaces_html_written_by_hand(question: Question) -> None:
    """Check 1: the stored HTML always comes from rendering."""
    question.body_html = "<script>alert(1)</script>"
    question.save()
    assert Question.objects.get().body_html == "<p>Old.</p>"


def test_save_stores_no_script_in_a_step(question: Question) -> None:
    """Check 1: stored HTML has no element of a payload."""
    step = question.steps.in_order()[0]
    rows = Step.objects.values_list("title_html", "body_html", "caution_html")
    for payload in PAYLOADS:
        step.title = step.body = step.caution = payload
        step.save()
        for html in rows.get(pk=step.pk):
            for element in ("<script", "<img", "<svg", "<iframe", "<style", "<x", "<form", "<meta"):
                assert element not in html.lower(), payload


@pytest.mark.usefixtures("index")
def test_loaddata_renders_although_it_skips_save(tmp_path: Path) -> None:
    objects = [
        {"model": "faq.topic", "fields": {"slug": "t", "title": " T\u202e "}},
        {
            "model": "faq.question",
            "fields": {"topic": ["t"], "slug": "q", "title": "Q\nQ?", "body": "**b** <i>"},
        },
        {
            "model": "faq.step",
            "fields": {
                "question": ["q"],
                "position": 1,
                "title": "**t**",
                "body": "- b",
                "caution": "~~c~~",
            },
        },
    ]
    path = tmp_path / "some.json"
    path.write_text(json.dumps(objects))
    call_command("loaddata", path, verbosity=0)
    assert Topic.objects.get().title == "T"
    question = Question.objects.get()
    assert (question.title, question.body_html) == (
        "Q Q?",
        "<p><strong>b</strong> &lt;i&gt;</p>",
    )
    step = Step.objects.get()
    assert step.title_html == "<strong>t</strong>"
    assert step.body_html == "<ul>\n<li>b</li>\n</ul>"
    assert step.caution_html == "<p><s>c</s></p>"


@pytest.mark.django_db
def test_save_removes_invisible_characters_from_lines() -> None:
    """Checks 10 and 11: no direction tricks, no hidden characters, no line breaks."""
    dirty, clean = " Pay\u202e\u200b\r\npal ", "Pay pal"
    question = make_question(
        topic=make_topic(title=dirty, summary=dirty),
        title=dirty,
        summary=dirty,
        steps=[dirty],
        phrasings=[dirty],
    )
    make_audience(title=dirty)
    shown = [
        *Topic.objects.values_list("title", "summary"),
        *Question.objects.values_list("title", "summary"),
        *Step.objects.values_list("title", "title_html"),
        *Phrasing.objects.values_list("text"),
        *Audience.objects.values_list("title"),
    ]
    assert {text for row in shown for text in row} == {clean}
    assert question.title == clean


def test_save_without_changes_keeps_updated_at(question: Question) -> None:
    question.save()
    for row in (*question.steps.all(), *question.phrasings.all()):
        row.save()
    assert not is_touched(question)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "another-slug"),
        ("title", "Another title?"),
        ("summary", "Another summary."),
        ("body", "Another body."),
        ("status", "archived"),
        ("published_at", FUTURE),
    ],
)
def test_save_of_new_content_sets_updated_at(question: Question, field: str, value: object) -> None:
    setattr(question, field, value)
    question.save()
    assert is_touched(question)


def test_save_in_another_topic_sets_updated_at(question: Question) -> None:
    question.topic = make_topic()
    question.save()
    assert is_touched(question)


@pytest.mark.parametrize(
    ("field", "value"), [("featured", True), ("urgent", True), ("position", 9)]
)
def test_save_of_position_or_emphasis_keeps_updated_at(
    question: Question, field: str, value: object
) -> None:
    setattr(question, field, value)
    question.save()
    assert not is_touched(question)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Shut it"), ("body", "Gently."), ("caution", "It is loud."), ("position", 3)],
)
def test_edit_of_a_step_touches_its_question(question: Question, field: str, value: object) -> None:
    other = make_question(steps=["Open it"], updated_at=None)
    Question.objects.filter(pk=other.pk).update(updated_at=PAST)
    step = question.steps.get(position=2)
    setattr(step, field, value)
    step.save()
    assert is_touched(question)
    assert not is_touched(other)


def test_new_step_touches_its_question(question: Question) -> None:
    question.steps.create(position=3, title="Go home")
    assert is_touched(question)


def test_deletion_of_a_step_touches_its_question(question: Question) -> None:
    question.steps.get(position=2).delete()
    assert is_touched(question)


def test_deletion_of_a_step_just_saved_touches_its_question(question: Question) -> None:
    step = question.steps.get(position=2)
    step.save()
    step.delete()
    assert is_touched(question)


def test_deletion_of_steps_together_touches_their_question(question: Question) -> None:
    question.steps.all().delete()
    assert is_touched(question)


def test_step_moved_to_another_question_touches_both(question: Question) -> None:
    other = make_question()
    Question.objects.filter(pk=other.pk).update(updated_at=PAST)
    step = question.steps.get(position=2)
    step.question, step.position = other, 1
    step.save()
    assert is_touched(question)
    assert is_touched(other)


def test_save_with_update_fields_keeps_html_and_body_equal(question: Question) -> None:
    question.body = "**New**"
    question.save(update_fields=["body"])
    question.refresh_from_db()
    assert question.body_html == "<p><strong>New</strong></p>"
    assert is_touched(question)


def test_save_with_update_fields_leaves_the_html_of_what_is_not_saved(question: Question) -> None:
    question.body, question.featured = "**New**", True
    question.save(update_fields=["featured"])
    question.refresh_from_db()
    assert (question.featured, question.body, question.body_html) == (True, "Old.", "<p>Old.</p>")


def test_save_that_is_rolled_back_keeps_updated_at(question: Question) -> None:
    step = question.steps.get(position=2)
    step.title = "Shut it"
    try:
        with transaction.atomic():
            step.save()
            raise InterruptedError
    except InterruptedError:
        pass
    assert not is_touched(question)


@pytest.mark.parametrize("part", ["question", "steps", "phrasings"])
def test_save_reads_the_stored_row_once(question: Question, part: str) -> None:
    row = Question.objects.get() if part == "question" else getattr(question, part).first()
    table = row._meta.db_table
    with CaptureQueriesContext(connection) as queries:
        row.save()
    reads = [query for query in queries if query["sql"].startswith("SELECT")]
    assert [f'FROM "{table}"' in query["sql"] for query in reads] == [True]


def test_second_save_compares_with_what_the_first_one_stored(question: Question) -> None:
    first = question.slug
    for slug in ("second", "third"):
        question.slug = slug
        question.save()
    paths = Redirect.objects.order_by("pk").values_list("old_path", flat=True)
    assert list(paths) == [f"/questions/{first}/", "/questions/second/"]


@pytest.mark.django_db
def test_lines_end_alike_whatever_the_browser_sends() -> None:
    question = make_question(body="One\r\nTwo\rThree", steps=["Open it"])
    step = question.steps.get()
    step.body = step.caution = "A\r\nB"
    step.save()
    question.refresh_from_db()
    step.refresh_from_db()
    assert (question.body, step.body, step.caution) == ("One\nTwo\nThree", "A\nB", "A\nB")
