"""The feedback forms on a question's page."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question, StuckReport, Vote
from faq.models.feedback import WhyAnswered, WhyNot, WhyStuck
from faq.search.index.outbox import drain
from tests.factories import NOW, make_question, make_topic
from tests.faq.views.feedback_forms import (
    PAGE,
    SAME_ORIGIN,
    fill,
    follow,
    place,
    posts,
    refused,
    status,
    stored_count,
    tap,
)
from tests.html import parse
from tests.security.addresses import everything_stored
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]


# --- Asking


def test_page_shows_the_forms_without_a_cookie(reader: Client) -> None:
    """Check 20."""
    response = reader.get(PAGE)
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"
    page = parse(response)
    assert place(page, "answered").one("h2").text == "Did this answer your question?"
    assert place(page, "answered").texts("button") == ["Yes", "No"]
    for number in (1, 2):
        asking = place(page, f"stuck-{number}")
        assert asking.one("summary").text == f"Stuck on this step? ({number})"
        assert asking.texts("button") == [str(label) for label in WhyStuck.labels]
        assert "open" not in asking.attributes
    assert {status(page, name) for name in ("answered", "stuck-1", "stuck-2")} == {""}
    assert page.all("textarea") == []


def test_page_is_the_same_for_every_reader_all_day(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    """The page can be cached for all readers, with its tokens."""
    first = reader.get(PAGE).text
    time_machine.move_to(NOW + timedelta(hours=11))
    other = Client(headers={"user-agent": "Chromium"}, REMOTE_ADDR="198.51.100.9")
    assert other.get(PAGE).text == first


def test_thanks_are_not_cached(reader: Client, settings) -> None:
    """Check 63: with the page cache, and in an order that could mix up pages."""
    pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "feedback"}
    settings.CACHES = {**settings.CACHES, "pages": pages}
    addresses = [f"{PAGE}?said=no", PAGE, f"{PAGE}?said=yes", PAGE]
    drain()
    answers = [reader.get(address) for address in addresses]
    said = [status(parse(each)).partition(".")[0] for each in answers]
    assert said == ["Thank you", "", "Thank you for telling us", ""]
    assert [each["Cache-Control"] for each in answers] == ["no-store", "no-cache"] * 2
    assert ["ETag" in each.headers for each in answers] == [False, True, False, True]


def test_feedback_forms_add_no_queries(reader: Client, django_assert_max_num_queries: Any) -> None:
    reader.get(PAGE)
    for address in (PAGE, f"{PAGE}?said=stuck&step=1&reason=other"):
        with django_assert_max_num_queries(6):
            assert reader.get(address).status_code == 200


# --- Telling


@pytest.mark.parametrize(
    ("answered", "thanks", "why", "reasons"),
    [
        ("yes", "Thank you for telling us.", "What helped most?", WhyAnswered),
        ("no", "Thank you. This helps us improve the answer.", "What was wrong?", WhyNot),
    ],
)
def test_reader_votes_says_why_and_is_thanked(
    reader: Client,
    time_machine: TimeMachineFixture,
    answered: str,
    thanks: str,
    why: str,
    reasons: Any,
) -> None:
    response = tap(reader, answered=answered)
    assert response["Location"] == f"{PAGE}?said={answered}#answered"
    page = follow(reader, response)
    assert status(page) == thanks
    assert page.one("link", rel="canonical")["href"] == f"http://127.0.0.1:8000{PAGE}"
    pressed = [each["value"] for each in page.all("button", **{"aria-pressed": "true"})]
    assert pressed == [answered]
    form = place(page, "answered").one("form", cls="why")
    assert form.one("legend").text == why
    assert form.texts("label", cls="reason") == [str(label) for label in reasons.labels]
    assert list(Vote.objects.values_list("answered", "reason")) == [(answered == "yes", "")]
    time_machine.move_to(NOW + timedelta(seconds=8))
    address, sent = fill(form, reason=reasons.values[2], words="Call\r\nme: 020 7946 0958")
    page = follow(reader, reader.post(address, sent))
    assert status(page) == "Thank you. An editor will read it."
    assert page.all("form", cls="why") == []
    row = Vote.objects.get()
    assert (row.answered, row.reason, row.words) == (
        answered == "yes",
        reasons.values[2],
        "Call me: [number]",
    )


@pytest.mark.parametrize(
    ("name", "choice", "help_says"),
    [
        ("answered", {"answered": "no"}, "Ask us about this question"),
        ("stuck-2", {"reason": "other"}, "Ask us about this step"),
    ],
    ids=["no", "stuck"],
)
def test_help_comes_before_our_questions(
    reader: Client, name: str, choice: dict[str, str], help_says: str
) -> None:
    """Other answers and contact stand above the form that asks for details, and stay when it has gone."""
    others = [make_question(title=f"How do I get refund {n} back?") for n in range(4)]
    drain()
    response = tap(reader, name, **choice)
    page = follow(reader, response)
    parts = place(page, name)
    helped = parts.one(cls="help-first")
    *answers, (label, address) = helped.links()
    assert set(answers) < {(each.title, each.get_absolute_url()) for each in others}
    assert len(answers) == 3
    assert (label, "mailto:" in address) == (help_says, True)
    walk = list(parts.walk())
    assert walk.index(helped) < walk.index(parts.one("form", cls="why"))
    done = parse(reader.get(response["Location"].replace("#", "&done=1#").partition("#")[0]))
    assert place(done, name).one(cls="help-first").links() == helped.links()
    assert place(done, name).all("form", cls="why") == []


def test_reader_who_found_the_answer_is_not_offered_others(reader: Client) -> None:
    page = follow(reader, tap(reader, answered="yes"))
    assert page.all(cls="help-first") == []


def test_reader_is_stuck_says_what_they_see_and_is_thanked(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    response = tap(reader, "stuck-2", reason="not_allowed")
    assert response["Location"] == f"{PAGE}?said=stuck&step=2&reason=not_allowed#stuck-2"
    page = follow(reader, response)
    assert status(page, "stuck-2") == "Thank you. We use this to improve the step."
    assert [each["id"] for each in page.all("details") if "open" in each.attributes] == ["stuck-2"]
    assert (status(page, "stuck-1"), status(page)) == ("", "")
    form = place(page, "stuck-2").one("form", cls="why")
    time_machine.move_to(NOW + timedelta(seconds=8))
    address, sent = fill(form, words="It is grey")
    page = follow(reader, reader.post(address, sent))
    assert status(page, "stuck-2") == "Thank you. An editor will read it."
    row = StuckReport.objects.get()
    assert (row.position, row.reason, row.words) == (2, "not_allowed", "It is grey")


def test_vote_is_stored_once_and_can_be_changed(reader: Client) -> None:
    """Check 57: another browser in the same network counts as another reader."""
    for answered in ("yes", "yes", "no", "no"):
        tap(reader, answered=answered)
    assert list(Vote.objects.values_list("answered", flat=True)) == [False]
    tap(Client(headers={**SAME_ORIGIN, "user-agent": "Chromium"}), answered="yes")
    assert Vote.objects.count() == 2


def test_page_cached_yesterday_still_works(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    """After a day and an hour the reader is asked to open it again."""
    time_machine.move_to(NOW.replace(hour=23, minute=59, second=59))
    form = place(parse(reader.get(PAGE)), "answered").one("form")
    address, sent = fill(form, answered="yes")
    time_machine.shift(timedelta(days=1))
    follow(reader, reader.post(address, sent))
    time_machine.shift(timedelta(hours=2))
    text = refused(reader.post(address, sent), 403)
    assert text.startswith("The page was open for more than a day.")
    assert stored_count() == 1


def test_forged_state_shows_at_most_a_form(reader: Client, question: Question) -> None:
    """Check 27: following a link stores nothing."""
    before = everything_stored()
    odd = ["said=no&done=1", "said=x", "said=stuck", "said=stuck&step=1&reason=x"]
    odd += ["said=stuck&step=%D9%A1&reason=other", f"said=stuck&step={'9' * 5000}&reason=other"]
    for query in [*odd, "said=stuck&step=-1&reason=other", "said=stuck&step=1&reason=other"]:
        assert reader.get(f"{PAGE}?{query}").status_code == 200
    assert everything_stored() == before


# --- What others see


def test_words_are_escaped_everywhere(
    reader: Client, question: Question, as_ines: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 1: scripts in feedback are escaped."""
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"))
    time_machine.shift(timedelta(seconds=8))
    answers = []
    for number, words in enumerate(["Some plain words", *PAYLOADS]):
        # Each network is another reader.
        reader.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        answers.append(reader.post(address, {**sent, "words": words}))
    assert {each["Location"] for each in answers} == {f"{PAGE}?said=no&done=1#answered"}
    assert "alert(1)" not in follow(reader, answers[-1]).raw_text
    table = parse(as_ines.get("/admin/faq/vote/")).one("table", id="result_list")
    rows = table.one("tbody").all("tr")
    # The one without words is the vote that came first.
    said = [row for row in rows if row.one("td", cls="field-words").text != "-"]
    assert len(said) == 1 + len(PAYLOADS)
    assert sum("alert(1)" in row.text for row in said) == sum("alert(1)" in p for p in PAYLOADS)
    assert len({tuple(row.shape()) for row in said}) == 1


def test_nothing_of_the_reader_is_stored_or_logged(
    question: Question, caplog: pytest.LogCaptureFixture
) -> None:
    """Checks 59, 61: rejected words are not stored or logged either."""
    headers = {**SAME_ORIGIN, "user-agent": "Netscape\nforged", "cookie": "session=oyster"}
    client = Client(headers=headers, REMOTE_ADDR="203.0.113.77")
    with caplog.at_level(logging.DEBUG):
        assert [each.status_code for each in posts(client, question)] == [303, 303]
        list(posts(client, question, words="oyster soup"))
        list(posts(client, question, token="oyster"))
    assert len(caplog.records) >= 4
    logged = [record.getMessage() for record in caplog.records if "SELECT" not in record.msg]
    secrets = ("203.0.113.77", "Netscape", "oyster")
    rows = [repr(rows) for table, rows in everything_stored().items() if table.startswith("faq_")]
    for text in (*logged, *rows):
        assert [secret for secret in secrets if secret in text] == []
        assert "\n" not in text or text in rows


def test_feedback_does_not_change_what_readers_see(reader: Client) -> None:
    """Cached pages stay valid, because they do not show votes."""
    make_question(topic=make_topic(slug="shelf"))
    before = [reader.get(address).text for address in ("/", PAGE, "/topics/shelf/")]
    tap(reader, answered="no")
    tap(reader, "stuck-1", reason="other")
    assert [reader.get(address).text for address in ("/", PAGE, "/topics/shelf/")] == before
