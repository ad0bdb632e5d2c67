"""Questions as Markdown, llms.txt and llms-full.txt."""

import pytest
from django.test import Client

from faq.models import Question, Step
from faq.views import markdown
from tests.factories import NOW, make_audience, make_question, make_topic
from tests.faq.api.hidden_questions import SECRET, make_hidden
from tests.html import parse

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW)]

LISTS = ["/llms.txt", "/llms-full.txt"]


def get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue().decode()


@pytest.fixture
def refund() -> Question:
    question = make_question(
        topic=make_topic(slug="payments", title="Payments"),
        slug="refund",
        title="How do I get a *refund*?",
        summary="Ask for it [politely].",
        body="See [the rules](/questions/rules/).\n\n```\nnever closed",
    )
    question.audiences.add(make_audience(title="clients", position=1))
    question.audiences.add(make_audience(title="agencies", position=2))
    Step.objects.create(question=question, position=2, title="Confirm", caution="It is **final**.")
    Step.objects.create(
        question=question, position=1, title="Open **Jobs › My Jobs**", body="By its <title>."
    )
    return question


WHOLE = """\
# How do I get a \\*refund\\*?

Ask for it [politely].

For: clients, agencies

See [the rules](http://127.0.0.1:8000/questions/rules/).

```
never closed
```

## Steps

1. Open **Jobs › My Jobs**

   By its \\<title>.

2. Confirm

   > **Caution:** It is **final**.

<http://127.0.0.1:8000/questions/refund/> · Updated 23 November 2026
"""


def test_question_as_markdown_has_the_whole_answer_in_order(
    refund: Question, client: Client
) -> None:
    response = client.get("/questions/refund.md")
    assert response.text == WHOLE
    assert response["Content-Type"] == "text/markdown; charset=utf-8"


def test_page_and_markdown_link_to_each_other(refund: Question, client: Client, settings) -> None:
    """Both use SITE_URL and not the Host header."""
    settings.SITE_URL = "https://help.example.com"
    address = "https://help.example.com/questions/refund"
    page = client.get("/questions/refund/", headers={"host": "localhost"})
    assert page["Link"] == f'<{address}.md>; rel="alternate"; type="text/markdown"'
    assert parse(page).one("link", rel="alternate", type="text/markdown")["href"] == f"{address}.md"
    markdown = client.get("/questions/refund.md", headers={"host": "localhost"})
    assert markdown["Link"] == f'<{address}/>; rel="canonical"'
    assert f"<{address}/>" in markdown.text


def test_page_in_another_language_links_to_the_same_markdown(
    refund: Question, client: Client
) -> None:
    german = client.get("/de/questions/refund/")
    assert german.status_code == 200
    assert german["Link"] == client.get("/questions/refund/")["Link"]


def test_short_question_has_short_markdown(client: Client) -> None:
    make_question(slug="one", title="Is it free?")
    assert get(client, "/questions/one.md") == (
        "# Is it free?\n\n<http://127.0.0.1:8000/questions/one/> · Updated 23 November 2026\n"
    )


@pytest.mark.parametrize("path", ["/questions/old.md", "/questions/OLD.md", "/questions/New.md"])
def test_old_address_of_markdown_redirects(client: Client, path: str) -> None:
    question = make_question(slug="old")
    question.slug = "new"
    question.save()
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, "/questions/new.md")


def test_hidden_questions_are_in_no_markdown(client: Client) -> None:
    """Checks 41–47: hidden questions and topics without visible ones are left out."""
    make_hidden()
    for address in [*LISTS, "/questions/seen.md"]:
        assert SECRET not in get(client, address).lower()
    hidden = Question.objects.filter(slug__startswith=SECRET)
    assert len(hidden) == 10
    for question in hidden:
        guessed = client.get(f"/questions/{question.slug}.md")
        missing = client.get(f"/questions/{question.slug}.md".replace(SECRET, "quagmire"))
        # Of what was withdrawn it is said that it is gone, and nothing more.
        was_seen = question.status == Question.Status.ARCHIVED
        assert (guessed.status_code, missing.status_code) == (410 if was_seen else 404, 404)
        assert f"walrus of {SECRET}" not in guessed.text
        if not was_seen:
            assert guessed.text.replace(SECRET, "quagmire") == missing.text


def test_list_has_topics_and_questions_in_the_order_of_the_site(
    refund: Question, client: Client
) -> None:
    first = make_topic(slug="first", title="A [first] topic", position=0)
    make_question(topic=first, slug="b", title="B?", position=2)
    make_question(topic=first, slug="a", title="A?", position=1, summary="Yes.")
    refund.topic.position = 1
    refund.topic.save()
    site = "http://127.0.0.1:8000"
    assert get(client, "/llms.txt").split("\n\n") == [
        "# Helpcenter",
        "> Questions with step-by-step answers. Every answer is available as a page and as Markdown.",
        "## A [first] topic",
        f"- [A?]({site}/questions/a.md): Yes.\n- [B?]({site}/questions/b.md)",
        "## Payments",
        f"- [How do I get a \\*refund\\*?]({site}/questions/refund.md): Ask for it [politely].",
        "## Optional",
        f"- [llms-full.txt]({site}/llms-full.txt): all answers in one file\n"
        f"- [openapi.json]({site}/api/v1/openapi.json): the API, which returns JSON\n",
    ]


def test_llms_full_contains_every_answer(refund: Question, client: Client) -> None:
    make_question(topic=refund.topic, slug="a", title="A?", position=1)
    text = get(client, "/llms-full.txt")
    head, rest = text.split("\n\n# How", 1)
    assert head.startswith("# Helpcenter\n\n> ")
    assert f"# How{rest}" == WHOLE + "\n" + get(client, "/questions/a.md")


def test_llms_full_is_streamed_in_batches(
    refund: Question, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions that are withdrawn meanwhile are left out."""
    monkeypatch.setattr(markdown, "BATCH_SIZE", 2)
    for position in range(5):
        make_question(topic=refund.topic, slug=f"q{position}", title="Next?", position=position)
    whole = get(client, "/llms-full.txt")
    titles = [line for line in whole.splitlines() if line.startswith("# ")]
    assert titles == ["# Helpcenter", "# How do I get a \\*refund\\*?", *["# Next?"] * 5]
    pieces = iter(client.get("/llms-full.txt"))
    first = [next(pieces).decode() for _ in range(3)]
    assert [first[1].strip(), first[2].strip()] == [
        WHOLE.strip(),
        get(client, "/questions/q0.md").strip(),
    ]
    Question.objects.filter(slug__in=["q2", "q3"]).update(status="archived")
    rest = b"".join(pieces).decode()
    assert [slug for slug in ("q0", "q1", "q2", "q3", "q4") if f"/{slug}/>" in rest] == ["q1", "q4"]


def test_llms_full_is_not_rendered_for_304_or_head(
    refund: Question, client: Client, django_assert_max_num_queries
) -> None:
    """Check 65: the ETag is the same until the content changes."""
    first = client.get("/llms-full.txt")
    with django_assert_max_num_queries(2):
        again = client.get("/llms-full.txt", headers={"if-none-match": first["ETag"]})
        head = client.head("/llms-full.txt")
    assert [again.status_code, head.status_code] == [304, 200]
    assert [each.getvalue() for each in (again, head)] == [b"", b""]
    assert again["ETag"] == head["ETag"] == first["ETag"]
    refund.title = "Another?"
    refund.save()
    changed = client.get("/llms-full.txt", headers={"if-none-match": first["ETag"]})
    assert b"# Another?" in changed.getvalue()


def test_llms_full_has_a_rate_limit(refund: Question, client: Client, settings, tmp_path) -> None:
    """Conditional requests for an unchanged file are not limited."""
    counts = {"BACKEND": "faq.ops.counter_cache.CounterCache", "LOCATION": str(tmp_path / "limits")}
    settings.CACHES = {**settings.CACHES, "limits": counts}
    settings.LLMS_RATE = (2, 3600)
    first, second, third = (client.get("/llms-full.txt") for _ in range(3))
    assert b"How do I get a" in (said := first.getvalue())
    assert second.getvalue() == said
    assert (third.status_code, third["Retry-After"]) == (429, "3600")
    assert (third["Cache-Control"], "ETag" in third) == ("no-store", False)
    assert third.text == (
        "Your network has requested this file too often. Try again in 60 minutes.\n"
    )
    known = client.get("/llms-full.txt", headers={"if-none-match": first["ETag"]})
    assert known.status_code == 304
    others = client.get("/llms-full.txt", REMOTE_ADDR="192.0.2.7")
    assert b"How do I get a" in others.getvalue()


@pytest.mark.parametrize("address", LISTS)
def test_lists_of_an_empty_site_are_valid(client: Client, address: str) -> None:
    assert get(client, address).startswith("# Helpcenter\n\n> Questions with step-by-step answers")


@pytest.mark.parametrize("address", [*LISTS, "/questions/refund.md"])
def test_list_query_count_is_constant(
    refund: Question, client: Client, address: str, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        make_question(topic=refund.topic, steps=["One", "Two"])
    with django_assert_max_num_queries(6):
        get(client, address)
