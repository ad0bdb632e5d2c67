"""The forms on a question's page: what a reader is told, what is kept, and what is turned away."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from time_machine import TimeMachineFixture

from faq.models import Question, StuckReport, Vote
from faq.models.feedback import WhyAnswered, WhyNot, WhyStuck
from faq.search.sync import drain
from tests.factories import FUTURE, NOW, make_question, make_topic
from tests.html import Element, parse
from tests.security.addresses import everything_stored
from tests.xss import PAYLOADS

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]

PAGE = "/questions/refund/"
OURS = {"origin": "http://testserver", "user-agent": "Firefox"}
Sent = dict[str, str | list[str]]


@pytest.fixture
def question(db: None) -> Question:
    return make_question(slug="refund", title="How do I get a refund?", steps=["Open", "Close"])


@pytest.fixture
def reader(question: Question) -> Client:
    """Somebody whose browser says where a form comes from, and whom nothing protects."""
    return Client(headers=OURS, enforce_csrf_checks=True)


def place(page: Element, name: str) -> Element:
    return page.one(id=name)


def fill(form: Element, **more: str) -> tuple[str, Sent]:
    """Where a form goes, and what it sends with these fields filled in or buttons pressed."""
    names = {each.get("name") for each in form.walk()}
    assert set(more) <= names
    return form["action"], {**form.filled_in(), **more}


def follow(client: Client, response: HttpResponseBase) -> Element:
    """The page that an answer leads to; an address there, and nothing that anybody keeps."""
    assert response.status_code == 303
    shown = client.get(response["Location"].partition("#")[0])
    assert shown.status_code == 200
    for each in (response, shown):
        assert each["Cache-Control"] == "no-store"
        assert not each.cookies
    return parse(shown)


def tap(client: Client, name: str = "answered", **more: str) -> HttpResponseBase:
    """Press a button on the page as it comes from the server."""
    address, sent = fill(place(parse(client.get(PAGE)), name).all("form")[0], **more)
    return client.post(address, sent)


def status(page: Element, name: str = "answered") -> str:
    return place(page, name).one(role="status").text


def refused(response: HttpResponseBase, code: int) -> str:
    """What the page says that turns something away, with a way back for people."""
    assert response.status_code == code
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    page = parse(response)
    assert page.one("h1").text == "We could not keep that"
    return page.one("p", cls="lead").text


def kept() -> int:
    return Vote.objects.count() + StuckReport.objects.count()


# --- Asking


def test_page_asks_without_cookie_and_says_nothing_yet(reader: Client) -> None:
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
    """It can be kept and given to all, with its tokens."""
    first = reader.get(PAGE).text
    time_machine.move_to(NOW + timedelta(hours=11))
    other = Client(headers={"user-agent": "Chromium"}, REMOTE_ADDR="198.51.100.9")
    assert other.get(PAGE).text == first


def test_thanks_are_kept_for_nobody_and_given_to_nobody_else(reader: Client, settings) -> None:
    """Check 63: where whole pages are kept, and in the order in which they could be mixed up."""
    pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "feedback"}
    settings.CACHES = {**settings.CACHES, "pages": pages}
    addresses = [f"{PAGE}?said=no", PAGE, f"{PAGE}?said=yes", PAGE]
    drain()
    answers = [reader.get(address) for address in addresses]
    said = [status(parse(each)).partition(".")[0] for each in answers]
    assert said == ["Thank you", "", "Thank you", ""]
    assert [each["Cache-Control"] for each in answers] == ["no-store", "no-cache"] * 2
    assert ["ETag" in each.headers for each in answers] == [False, True, False, True]


def test_page_costs_no_more_queries_for_asking(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    reader.get(PAGE)
    for address in (PAGE, f"{PAGE}?said=stuck&step=1&reason=other"):
        with django_assert_max_num_queries(6):
            assert reader.get(address).status_code == 200


# --- Telling


@pytest.mark.parametrize(
    ("answered", "thanks", "why", "reasons"),
    [
        ("yes", "Thank you. Good to hear.", "What helped most?", WhyAnswered),
        ("no", "Thank you. That helps us to make it better.", "What was wrong?", WhyNot),
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


def test_reader_is_stuck_says_what_they_see_and_is_thanked(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    response = tap(reader, "stuck-2", reason="not_allowed")
    assert response["Location"] == f"{PAGE}?said=stuck&step=2&reason=not_allowed#stuck-2"
    page = follow(reader, response)
    assert status(page, "stuck-2") == "Thank you. Editors see at which steps people get stuck."
    assert [each["id"] for each in page.all("details") if "open" in each.attributes] == ["stuck-2"]
    assert (status(page, "stuck-1"), status(page)) == ("", "")
    form = place(page, "stuck-2").one("form", cls="why")
    time_machine.move_to(NOW + timedelta(seconds=8))
    address, sent = fill(form, words="It is grey")
    page = follow(reader, reader.post(address, sent))
    assert status(page, "stuck-2") == "Thank you. An editor will read it."
    row = StuckReport.objects.get()
    assert (row.position, row.reason, row.words) == (2, "not_allowed", "It is grey")


def test_vote_is_kept_once_and_can_be_changed(reader: Client) -> None:
    """Check 57: another browser in the same network is another reader."""
    for answered in ("yes", "yes", "no", "no"):
        tap(reader, answered=answered)
    assert list(Vote.objects.values_list("answered", flat=True)) == [False]
    tap(Client(headers={**OURS, "user-agent": "Chromium"}), answered="yes")
    assert Vote.objects.count() == 2


def test_page_kept_since_yesterday_still_works(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    """For a day and a bit; then the reader is told to open it again."""
    time_machine.move_to(NOW.replace(hour=23, minute=59, second=59))
    form = place(parse(reader.get(PAGE)), "answered").one("form")
    address, sent = fill(form, answered="yes")
    time_machine.shift(timedelta(days=1))
    follow(reader, reader.post(address, sent))
    time_machine.shift(timedelta(hours=2))
    text = refused(reader.post(address, sent), 403)
    assert text.startswith("The page had been open for more than a day.")
    assert kept() == 1


def test_outcome_written_by_hand_shows_at_most_a_form(reader: Client, question: Question) -> None:
    """Check 27: whoever follows a link has said nothing."""
    before = everything_stored()
    odd = ["said=no&done=1", "said=x", "said=stuck", "said=stuck&step=1&reason=x"]
    odd += ["said=stuck&step=%D9%A1&reason=other", f"said=stuck&step={'9' * 5000}&reason=other"]
    for query in [*odd, "said=stuck&step=-1&reason=other", "said=stuck&step=1&reason=other"]:
        assert reader.get(f"{PAGE}?{query}").status_code == 200
    assert everything_stored() == before


# --- Turned away


def posts(client: Client, question: Question, **more: Any) -> Iterator[HttpResponseBase]:
    """Answers to both forms filled in well, but for what is given; None leaves a field out."""
    page = parse(client.get(question.get_absolute_url()))
    well = {"answered": {"answered": "yes"}, "stuck-1": {"reason": "other"}}
    headers = more.pop("headers", {})
    for name, fields in well.items():
        address, sent = fill(place(page, name).all("form")[0], **fields)
        sent = {n: v for n, v in {**sent, **more}.items() if v is not None}
        yield client.post(address, sent, headers=headers)


def test_forms_are_taken_when_nothing_is_wrong_with_them(
    reader: Client, question: Question
) -> None:
    """The other tests here change one thing each."""
    assert [each.status_code for each in posts(reader, question)] == [303, 303]
    assert kept() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_form_from_elsewhere_is_turned_away(
    reader: Client, question: Question, headers: dict[str, str]
) -> None:
    """Check 26: with a good token, and 403."""
    before = everything_stored()
    for response in posts(reader, question, headers=headers):
        assert "did not come from the form" in refused(response, 403)
    assert everything_stored() == before


def test_form_from_nowhere_is_turned_away(question: Question) -> None:
    """Check 26: every browser says where a form comes from."""
    for response in posts(Client(enforce_csrf_checks=True), question):
        assert "did not come from the form" in refused(response, 403)
    assert kept() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"},
        {"origin": "https://help.example.org"},
        {"origin": "https://a.example.net"},
    ],
    ids=["SITE_URL", "trusted", "trusted below"],
)
def test_form_from_the_address_of_the_settings_is_taken(
    question: Question, settings, headers: dict[str, str]
) -> None:
    """A proxy may change the host on the way."""
    settings.CSRF_TRUSTED_ORIGINS = ["https://help.example.org", "https://*.example.net"]
    client = Client(headers=headers)
    assert [each.status_code for each in posts(client, question)] == [303, 303]


@pytest.mark.parametrize("token", [None, "", "x" * 64, "1.2.3.page:" + "x" * 43, "\x00"])
def test_form_without_its_token_is_turned_away(
    reader: Client, question: Question, token: str | None
) -> None:
    """Check 26."""
    for response in posts(reader, question, token=token):
        assert "did not come from the form" in refused(response, 403)
        links = parse(response).links()
        assert ("Back to the question", PAGE) in links
    assert kept() == 0


def test_form_with_the_token_of_another_question_is_turned_away(
    reader: Client, question: Question
) -> None:
    other = make_question(slug="other")
    form = place(parse(reader.get(other.get_absolute_url())), "answered").one("form")
    for response in posts(reader, question, token=form.filled_in()["token"]):
        refused(response, 403)
    assert kept() == 0


@pytest.mark.parametrize(
    "state",
    [{"status": "archived"}, {"status": "draft"}, {"published_at": FUTURE}, {"slug": "renamed"}],
    ids=lambda state: "".join(map(str, state.values())),
)
def test_question_taken_away_meanwhile_answers_like_one_that_never_was(
    reader: Client, question: Question, state: dict[str, Any]
) -> None:
    """Checks 36, 41: a reader is told so; a guess tells nobody what is being written."""
    form = place(parse(reader.get(PAGE)), "answered").one("form")
    address, sent = fill(form, answered="yes")
    Question.objects.filter(pk=question.pk).update(title="Zanzibar?", **state)
    response = reader.post(address, sent)
    assert "moved or taken away" in refused(response, 404)
    assert "Zanzibar" not in response.text
    never = reader.post("/questions/nevers/answered/", sent)
    assert never.status_code == 404
    assert never.text.replace("nevers", "refund") == response.text
    assert kept() == 0


@pytest.mark.parametrize("language", ["", "/de"])
def test_question_renamed_meanwhile_keeps_what_is_said(
    reader: Client, question: Question, language: str
) -> None:
    """The reader is thanked at the new address."""
    form = place(parse(reader.get(language + PAGE)), "stuck-2").one("form")
    address, sent = fill(form, reason="other")
    question.slug = "money-back"
    question.save()
    response = reader.post(address, sent)
    assert response["Location"] == (
        f"{language}/questions/money-back/?said=stuck&step=2&reason=other#stuck-2"
    )
    follow(reader, response)
    assert StuckReport.objects.get().question == question


def test_step_taken_away_meanwhile_is_said(reader: Client, question: Question) -> None:
    form = place(parse(reader.get(PAGE)), "stuck-2").one("form")
    address, sent = fill(form, reason="other")
    question.steps.get(position=2).delete()
    assert "step was taken away" in refused(reader.post(address, sent), 404)
    assert kept() == 0


def test_text_of_100_kilobytes_is_turned_away(
    reader: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 58: and what was kept before stays."""
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"), words="x" * 100_000)
    time_machine.shift(timedelta(seconds=8))
    assert "At most 300 characters" in refused(reader.post(address, sent), 400)
    assert Vote.objects.get().words == ""


def test_programs_that_fill_in_everything_or_too_quickly_are_turned_away(
    reader: Client, question: Question
) -> None:
    """Check 58."""
    for response in posts(reader, question, website="https://buy.example"):
        assert "a program had filled in" in refused(response, 400)
    assert kept() == 0
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"), words="Buy here")
    assert "sooner than anybody types" in refused(reader.post(address, sent), 400)
    assert Vote.objects.get().words == ""


def not_understood(response: HttpResponseBase) -> None:
    assert response.status_code == 400
    assert parse(response).one("h1").text == "We could not understand that request"


def test_nonsense_is_turned_away_with_a_page(reader: Client, question: Question) -> None:
    """Nothing that anybody sends is an error of ours."""
    for response in posts(reader, question, answered="perhaps", reason="because"):
        refused(response, 400)
    for address in (f"{PAGE}answered/", f"{PAGE}stuck/"):
        for kind in ("application/json", "multipart/form-data", "text/plain", "x"):
            response = reader.generic("POST", address, b'{"answered": "yes"}', content_type=kind)
            if kind == "multipart/form-data":
                not_understood(response)
            else:
                refused(response, 403)
        not_understood(reader.post(address, {f"field-{n}": "x" for n in range(4_001)}))
    assert kept() == 0


def test_thousands_from_one_network_are_turned_away(
    reader: Client, question: Question, settings, tmp_path
) -> None:
    """Votes that were taken stay; the answer says when to come back."""
    counts = {"BACKEND": "faq.ops.counts.SharedCounts", "LOCATION": str(tmp_path / "limits")}
    settings.CACHES = {**settings.CACHES, "limits": counts}
    settings.FEEDBACK_RATE = (3, 3600)
    answers = [tap(reader, answered="yes") for _ in range(3)]
    assert {each.status_code for each in answers} == {303}
    # Another browser is another reader, but not another network.
    reader.defaults["HTTP_USER_AGENT"] = "Chromium"
    for response in posts(reader, question):
        assert refused(response, 429).endswith("Try again in 60 minutes.")
        assert response["Retry-After"] == "3600"
    assert kept() == 1


def test_address_of_a_form_leads_back_to_the_question(reader: Client) -> None:
    """Check 27: somebody reloads, or opens it; nothing is kept, and a draft is not betrayed."""
    for address in (f"{PAGE}answered/", f"{PAGE}stuck/"):
        response = reader.get(address)
        assert (response.status_code, response["Location"]) == (302, PAGE)
        assert reader.put(address).status_code == 405
    assert reader.get("/questions/never/answered/")["Location"] == "/questions/never/"
    assert kept() == 0


# --- What others see


def test_words_stay_text_wherever_they_are_read(
    reader: Client, question: Question, as_ines: Client, time_machine: TimeMachineFixture
) -> None:
    """Check 1: scripts in feedback reach nobody."""
    page = follow(reader, tap(reader, answered="no"))
    address, sent = fill(place(page, "answered").one("form", cls="why"))
    time_machine.shift(timedelta(seconds=8))
    answers = []
    for number, words in enumerate(["Some plain words", *PAYLOADS]):
        # Each browser is another reader.
        reader.defaults["HTTP_USER_AGENT"] = f"Browser {number}"
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
    """Checks 59, 61: nor what they wrote, when it is turned away."""
    headers = {**OURS, "user-agent": "Netscape\nforged", "cookie": "session=oyster"}
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
    """Pages that are kept stay good: nothing of them says what others voted."""
    make_question(topic=make_topic(slug="shelf"))
    before = [reader.get(address).text for address in ("/", PAGE, "/topics/shelf/")]
    tap(reader, answered="no")
    tap(reader, "stuck-1", reason="other")
    assert [reader.get(address).text for address in ("/", PAGE, "/topics/shelf/")] == before
