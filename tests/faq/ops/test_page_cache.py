"""Whoever has an answer is told whether it is still good, and never that a changed one is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import override
from time_machine import TimeMachineFixture

from faq.models import ContentVersion, Question
from faq.ops import page_cache
from faq.ops.page_cache import cached_page
from tests.factories import NOW, PAST, make_draft, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def started_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "STARTED_AT", PAST)


@cached_page("page")
def titles(request: HttpRequest) -> HttpResponse:
    """A page of everything there is to read."""
    published = Question.objects.published(timezone.now()).in_order()
    return HttpResponse(" ".join(question.title for question in published))


@cached_page()
def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("No.", status=404)


def ask(
    headers: dict[str, str] | None = None,
    path: str = "/x/",
    view: Callable[..., HttpResponse] = titles,
) -> HttpResponse:
    return view(RequestFactory().get(path, headers=headers))


def again(answer: HttpResponse, path: str = "/x/") -> HttpResponse:
    return ask({"If-None-Match": answer["ETag"]}, path)


def test_kept_answer_is_not_sent_again(time_machine: TimeMachineFixture) -> None:
    """Check 65: by tag or by time, with the headers that let one keep it."""
    question = make_question(title="What is it?")
    time_machine.move_to(LATER)
    first = ask()
    assert (first.status_code, first.text) == (200, "What is it?")
    assert first["Cache-Control"] == "no-cache"
    assert first["Last-Modified"] == http_date(NOW.timestamp())
    by_tag = again(first)
    by_time = ask({"If-Modified-Since": first["Last-Modified"]})
    for second in (by_tag, by_time):
        assert (second.status_code, second.content) == (304, b"")
        for name in ("ETag", "Last-Modified", "Cache-Control"):
            assert second[name] == first[name]
    before = http_date(question.updated_at.timestamp() - 1)
    assert ask({"If-Modified-Since": before}).text == "What is it?"


def change_title(question: Question) -> None:
    question.title = "Changed"
    question.save()


def archive(question: Question) -> None:
    question.status = "archived"
    question.save()


def add_another(question: Question) -> None:
    make_question(topic=question.topic)


def update_many(question: Question) -> None:
    Question.objects.update(title="Changed")


@pytest.mark.parametrize("change", [change_title, archive, add_another, update_many])
def test_changed_content_is_sent_anew(
    change: Callable[[Question], None], time_machine: TimeMachineFixture
) -> None:
    """Check 65: the next answer after any change has another tag and another time."""
    question = make_question(title="What is it?")
    time_machine.move_to(NOW + timedelta(minutes=1))
    first = ask()
    time_machine.move_to(LATER)
    change(question)
    time_machine.move_to(LATER + timedelta(minutes=1))
    second = again(first)
    assert second.status_code == 200
    assert second.text != first.text
    assert second["ETag"] != first["ETag"]
    by_time = ask({"If-Modified-Since": first["Last-Modified"]})
    assert (by_time.status_code, by_time.text) == (200, second.text)


def test_answer_of_another_day_is_sent_anew(time_machine: TimeMachineFixture) -> None:
    """Check 65: by time too, or forms would stay without the token of the day where a proxy drops tags."""
    make_question()
    time_machine.move_to(LATER)
    first = ask()
    asked = {"If-Modified-Since": first["Last-Modified"]}
    midnight = (NOW + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    time_machine.move_to(midnight - timedelta(seconds=1))
    assert (again(first).status_code, ask(asked).status_code) == (304, 304)
    time_machine.move_to(midnight + timedelta(seconds=1))
    assert (again(first).status_code, ask(asked).status_code) == (200, 200)
    assert ask()["Last-Modified"] == http_date(midnight.timestamp())


def test_scheduled_question_is_sent_at_its_moment(time_machine: TimeMachineFixture) -> None:
    """Check 65: nobody changes anything then but time."""
    make_question(title="Now")
    make_question(title="Soon", published_at=NOW + timedelta(minutes=30))
    time_machine.move_to(NOW + timedelta(minutes=29))
    first = ask()
    assert again(first).status_code == 304
    time_machine.move_to(NOW + timedelta(minutes=31))
    second = again(first)
    assert (first.text, second.text) == ("Now", "Now Soon")
    assert second["Last-Modified"] == http_date((NOW + timedelta(minutes=30)).timestamp())
    by_time = ask({"If-Modified-Since": first["Last-Modified"]})
    assert by_time.text == "Now Soon"


def test_draft_changes_no_time_that_readers_could_watch() -> None:
    """Checks 41–47: a draft's time of publication is not the newest."""
    make_question()
    before = page_cache.content_state(NOW)
    make_draft(published_at=NOW - timedelta(minutes=1))
    after = page_cache.content_state(NOW)
    assert before
    assert after
    assert before.newest == after.newest == PAST


def test_tag_is_for_one_address_language_and_site(settings) -> None:
    make_question()
    first = ask()
    assert again(first).status_code == 304
    assert again(first, "/y/").status_code == 200
    assert again(first, "/x/?page=2").status_code == 200
    with override("de"):
        assert again(first).status_code == 200
    for name, value in {
        "SITE_URL": "https://help.example.com",
        "SITE_NAME": "Another",
        "SITE_NOTICE": "Another",
        "CONTACT_URL": "https://example.com/",
    }.items():
        kept_value = getattr(settings, name)
        setattr(settings, name, value)
        assert again(first).status_code == 200, name
        setattr(settings, name, kept_value)
    assert again(first).status_code == 304


def test_tag_changes_with_the_release(settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old page would ask for style sheets that are gone."""
    make_question()
    templates, translations = tmp_path / "templates", tmp_path / "locale"
    monkeypatch.setitem(settings.TEMPLATES[0], "DIRS", [templates])
    settings.LOCALE_PATHS = [translations]
    tags = []
    for folder, text in [(templates, "one"), (templates, "two"), (translations, "eins")] * 2:
        folder.mkdir(exist_ok=True)
        (folder / "file").write_text(text)
        page_cache._release_key.cache_clear()
        tags.append(ask()["ETag"])
    page_cache._release_key.cache_clear()
    # The fourth goes back to an earlier template beside the translation; the last two to the third.
    assert [tags.index(tag) for tag in tags] == [0, 1, 2, 3, 2, 2]


def test_process_that_began_later_tells_no_time_before_it(
    monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    """Whoever asks by time alone would not hear of a new release or other settings."""
    make_question()
    monkeypatch.setattr(page_cache, "STARTED_AT", LATER)
    time_machine.move_to(LATER + timedelta(minutes=1))
    assert ask()["Last-Modified"] == http_date(LATER.timestamp())


def test_time_is_told_once_its_second_is_over(time_machine: TimeMachineFixture) -> None:
    """Check 65: a second change within the second could not be told from the first."""
    make_question()
    first = ask()
    assert "Last-Modified" not in first
    assert again(first).status_code == 304
    time_machine.move_to(NOW + timedelta(seconds=1))
    assert ask()["Last-Modified"] == http_date(NOW.timestamp())


@pytest.mark.parametrize("header", ["*", '"x"', 'W/"x", W/"y"', "\x00", "W/", "x" * 8000])
def test_other_tags_are_no_reason_to_keep_anything(header: str) -> None:
    make_question(title="What is it?")
    answer = ask({"If-None-Match": header})
    # A star means whatever there is.
    assert answer.status_code == (304 if header == "*" else 200)


@pytest.mark.parametrize("header", ["", "yesterday", "Mon, 99 Nov 2026 12:00:00 GMT", "0"])
def test_times_that_are_none_are_ignored(header: str) -> None:
    make_question(title="What is it?")
    assert ask({"If-Modified-Since": header}).text == "What is it?"


def test_answer_that_is_none_is_never_kept(time_machine: TimeMachineFixture) -> None:
    """Check 36: also for whoever claims to have one."""
    make_question()
    time_machine.move_to(LATER)
    for headers in (None, {"If-None-Match": "*"}, {"If-Modified-Since": http_date(2e9)}):
        answer = ask(headers, view=missing)
        assert (answer.status_code, answer.text) == (404, "No.")
        assert "ETag" not in answer
        assert "Last-Modified" not in answer


def test_without_a_version_nothing_is_kept() -> None:
    make_question(title="What is it?")
    ContentVersion.objects.all().delete()
    answer = ask()
    assert answer.text == "What is it?"
    assert "ETag" not in answer


def test_state_costs_one_query(django_assert_num_queries: Any) -> None:
    make_question()
    first = ask()
    with django_assert_num_queries(1):
        assert again(first).status_code == 304
