"""The sample content against what it was agreed to hold."""

import re
from datetime import UTC, datetime

import pytest

from faq.models import Audience, Question, Step, Topic
from faq.text.markdown import plain

pytestmark = pytest.mark.usefixtures("sample")

# When the site opens; everything that is not a draft can be read by then.
OPENING = datetime(2027, 1, 1, tzinfo=UTC)

ALL = {"freelancer", "client", "agency"}
# Slug: topic, audiences (none said means all), how many steps it may have.
PUBLISHED: dict[str, tuple[str, set[str], set[int]]] = {
    "close-freelancer-account": ("account", {"freelancer"}, {2}),
    "delete-freelancer-profile": ("account", {"freelancer"}, {4}),
    "is-upwork-free": ("account", ALL, {0}),
    "hide-work-history": ("account", {"agency"}, {2}),
    "end-contract": ("contracts", ALL, {4}),
    "end-contract-early": ("contracts", ALL, {0}),
    "what-happens-when-contract-cancelled": ("contracts", ALL, {0}),
    "client-cancel-contract": ("contracts", {"client", "freelancer"}, {0}),
    "cancel-job-post": ("jobs", {"client"}, {4}),
    "escrow-refund": ("payments", {"client"}, {3}),
    "after-submitting-work": ("payments", {"freelancer", "client"}, {0}),
    "is-upwork-safe": ("trust-safety", ALL, {0}),
    "report-suspicious-activity": ("trust-safety", ALL, {2, 3}),
    "decline-freelance-work": ("freelancing", {"freelancer"}, {5}),
}


def test_sample_has_its_topics_in_order() -> None:
    assert list(Topic.objects.in_order().values_list("slug", "title")) == [
        ("account", "Your account"),
        ("contracts", "Contracts"),
        ("jobs", "Job posts"),
        ("payments", "Payments and refunds"),
        ("trust-safety", "Trust and safety"),
        ("freelancing", "Working as a freelancer"),
    ]


def test_sample_has_its_audiences() -> None:
    assert set(Audience.objects.values_list("slug", flat=True)) == ALL


def test_sample_has_its_questions_in_their_topics() -> None:
    published = Question.objects.published(OPENING)
    assert dict(published.values_list("slug", "topic__slug")) == {
        slug: topic for slug, (topic, _, _) in PUBLISHED.items()
    }


def test_sample_questions_are_for_whom_they_should_be() -> None:
    chosen = {
        question.slug: {audience.slug for audience in question.audiences.all()} or ALL
        for question in Question.objects.published(OPENING).prefetch_related("audiences")
    }
    assert chosen == {slug: audiences for slug, (_, audiences, _) in PUBLISHED.items()}


def test_sample_questions_have_their_steps() -> None:
    for slug, (_, _, counts) in PUBLISHED.items():
        steps = Question.objects.get(slug=slug).steps.in_order()
        positions = list(steps.values_list("position", flat=True))
        assert len(positions) in counts
        assert positions == list(range(1, len(positions) + 1))


def test_sample_has_two_drafts_without_an_answer() -> None:
    drafts = Question.objects.exclude(slug__in=PUBLISHED)
    assert sorted(drafts.values_list("topic__slug", "status", "published_at")) == [
        ("freelancing", "draft", None),
        ("payments", "draft", None),
    ]
    titles = " ".join(drafts.values_list("title", flat=True)).lower()
    for word in ("mental health", "home", "fiverr", "price"):
        assert word in titles


def test_sample_questions_have_three_to_eight_phrasings() -> None:
    counts = {
        question.slug: question.phrasings.count()
        for question in Question.objects.published(OPENING)
    }
    assert {slug: count for slug, count in counts.items() if not 3 <= count <= 8} == {}
    assert len(counts) == 14


def test_sample_phrasings_belong_to_one_question_each() -> None:
    questions = Question.objects.published(OPENING)
    texts = [text.casefold() for text in questions.values_list("phrasings__text", flat=True)]
    assert sorted(texts) == sorted(set(texts))


def test_sample_steps_have_at_most_25_words() -> None:
    lengths = {
        str(step): len(plain(f"{step.title_html}\n{step.body_html}").split())
        for step in Step.objects.all()
    }
    assert {name: length for name, length in lengths.items() if length > 25} == {}
    assert len(lengths) >= 26


def test_sample_warns_where_the_last_step_is_hard_to_undo() -> None:
    for slug in ("close-freelancer-account", "delete-freelancer-profile", "end-contract"):
        steps = list(Question.objects.get(slug=slug).steps.in_order())
        assert [bool(step.caution) for step in steps] == [False] * (len(steps) - 1) + [True]


def test_sample_refund_warns_and_points_to_what_happens_then() -> None:
    third = Step.objects.get(question__slug="escrow-refund", position=3)
    assert third.caution
    assert "/questions/what-happens-when-contract-cancelled/" in (
        third.caution_html + third.body_html
    )


def test_sample_links_lead_to_questions_that_can_be_read() -> None:
    html = " ".join(
        [
            *Question.objects.values_list("body_html", flat=True),
            *Step.objects.values_list("body_html", flat=True),
            *Step.objects.values_list("caution_html", flat=True),
        ]
    )
    targets = set(re.findall(r'href="([^"]+)"', html))
    readable = {question.get_absolute_url() for question in Question.objects.published(OPENING)}
    assert targets - readable == set()
    assert {
        "/questions/end-contract/",
        "/questions/report-suspicious-activity/",
        "/questions/what-happens-when-contract-cancelled/",
    } <= targets


def test_sample_questions_are_answered() -> None:
    empty = [q.slug for q in Question.objects.published(OPENING) if not q.summary]
    assert empty == []
