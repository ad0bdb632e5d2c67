"""Style rules for titles, summaries, links and images, and the reading grade."""

import pytest

from faq.publishing.style_rules import ERROR, WARNING, grade_of
from tests.faq.publishing.style_rules.writing import findings, found, written


@pytest.mark.parametrize(
    "title", ["How do I end it?", "Lost your password?", "Wie geht das?", "如何取消？", "Free? "]
)
def test_title_may_be_any_question(title: str) -> None:
    assert found(written(title=title)) == []


@pytest.mark.parametrize(
    ("title", "advice"),
    [
        ("How do I end it", "End it with a question mark."),
        ("Ending a contract", "Ask the question as a reader would"),
        ("What? No.", "End it with a question mark."),
        ("How to end it", "Ask the question as a reader would"),
    ],
)
def test_title_that_is_no_question_is_a_warning(title: str, advice: str) -> None:
    (finding,) = findings(written(title=title))
    assert (finding.rule, finding.severity, finding.place) == ("question", WARNING, "title")
    assert finding.message.startswith(advice)


def test_missing_title_is_an_error() -> None:
    assert found(written(title=" ")) == [("question", ERROR, "title", "")]


@pytest.mark.parametrize(
    "summary",
    [
        "Open it, e.g. Chrome has one, and close it.",
        "Ask Mr. Smith about the U.S. Form no. 5 of St. Gallen.",
        "Wait… then go",
        "It costs 3.50 a month",
    ],
)
def test_summary_of_one_sentence_has_no_findings(summary: str) -> None:
    assert found(written(summary=summary)) == []


def test_summary_of_two_sentences_is_an_error() -> None:
    content = written(summary="Open the menu. Then choose “End”!")
    assert found(content) == [("summary", ERROR, "summary", "Then choose “End”!")]


@pytest.mark.parametrize("summary", ["", "   ", "…"])
def test_missing_summary_is_a_warning(summary: str) -> None:
    assert found(written(summary=summary)) == [("summary", WARNING, "summary", "")]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[click here](/questions/there/)", "click here"),
        ("[**Here**](/questions/there/)", "Here"),
        ("[hier](/questions/there/)", "hier"),
        ("[https://example.com/a](https://example.com/a)", "https://example.com/a"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("[example.com](https://example.com/)", "example.com"),
        ("[](/questions/there/)", "/questions/there/"),
    ],
)
def test_link_text_without_meaning_is_an_error(link: str, words: str) -> None:
    assert found(written(body=f"Read {link}.")) == [("link-words", ERROR, "body", words)]


def test_link_text_with_meaning_has_no_findings() -> None:
    body = "[how to click here and there](/questions/there/) and `[here](/nowhere/)`"
    assert found(written(body=body)) == []


def test_link_to_a_missing_page_is_an_error_and_to_a_draft_a_warning() -> None:
    content = written(
        {"title": "Open it", "body": "[the draft](/questions/draft/)"},
        body="[an old one](/questions/gone/ 'title'), [one][two] and [the law](https://example.com/)"
        "\n\n[two]: /questions/there/",
    )
    assert found(content) == [
        ("link-target", ERROR, "body", "an old one"),
        ("link-target", WARNING, "steps.1.body", "the draft"),
    ]


def test_links_that_were_not_checked_are_one_warning() -> None:
    links = "[one](/questions/beyond-1/) and [two](/questions/beyond-2/)"
    content = written({"title": "Open it", "body": links}, body=links)
    assert found(content) == [("link-target", WARNING, "answer", "")]


def test_links_to_a_step_that_the_question_lacks_are_an_error() -> None:
    first, second = "[the first](#step-1)", "[the second](#step-2)"
    content = written({"title": "Open it", "body": f"{first} {second}"})
    assert found(content) == [("link-target", ERROR, "steps.1.body", "the second")]


def test_links_to_a_step_that_another_question_lacks_are_an_error() -> None:
    content = written(body="[the ninth](/questions/short/#step-9)")
    assert found(content) == [("link-target", ERROR, "body", "the ninth")]


def test_images_without_a_description_are_an_error() -> None:
    address = f"/media/{'0' * 64}.png"
    described = written(body=f"![The menu]({address}) and `![](b.png)`")
    assert found(described) == []
    assert found(written(body=f"![ ]({address})")) == [("image-text", ERROR, "body", "")]


def test_images_of_other_sites_are_an_error() -> None:
    elsewhere = written(body="![The **menu**](https://example.com/a.png)")
    assert found(elsewhere) == [("image-source", ERROR, "body", "The menu")]


def test_grade_of_simple_and_of_difficult_text() -> None:
    plain = written(body="You can do this now. " * 12)
    heavy = written(
        body="Subsequently, administrative authorisation necessitates documentation " * 10
    )
    assert grade_of(plain, language="en") == pytest.approx(-0.9, abs=1.5)
    assert found(plain) == []
    assert (grade_of(heavy, language="en") or 0) > 20
    assert found(heavy) == [("grade", WARNING, "answer", "")]


def test_grade_of_a_short_text_is_none() -> None:
    short = written(body="Administrative authorisation necessitates documentation.")
    assert grade_of(short, language="en") is None


def test_grade_of_another_language_than_english_is_none() -> None:
    assert grade_of(written(body="Das geht jetzt schnell. " * 12), language="de") is None


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("See ![Export](https://youtu.be/dQw4w9WgXcQ)", "video-line", "Export"),
        ("![ ](https://youtu.be/dQw4w9WgXcQ)", "video-title", "https://youtu.be/dQw4w9WgXcQ"),
        ("![Export](http://youtu.be/dQw4w9WgXcQ)", "video-address", "Export"),
        ("![Export](https://u@youtu.be/dQw4w9WgXcQ)", "video-address", "Export"),
        ("![Export](https://www.youtube.com/redirect?q=x)", "video-address", "Export"),
        ("![Export](https://example.com/a.mp4)", "video-address", "Export"),
        (
            f"![Export](https://tube.example.org/w/{'a' * 22})",
            "video-host",
            f"https://tube.example.org/w/{'a' * 22}",
        ),
        ("![Export](https://bit.ly/a)", "image-source", "Export"),
    ],
)
def test_video_that_cannot_be_shown_is_an_error(body: str, rule: str, words: str) -> None:
    assert found(written(body=body)) == [(rule, ERROR, "body", words)]


@pytest.mark.parametrize(
    "body",
    [
        "![Export](https://youtu.be/dQw4w9WgXcQ)",
        "[![Export](https://img.youtube.com/vi/x/0.jpg)](https://youtu.be/dQw4w9WgXcQ)",
        "- ![Export](https://vimeo.com/1)",
    ],
)
def test_video_on_its_own_has_no_findings(body: str) -> None:
    assert found(written(body=body)) == []
