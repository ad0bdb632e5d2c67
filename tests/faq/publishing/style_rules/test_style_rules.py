"""The style rules together: order of findings, languages, hostile input, and the sample content."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.publishing.style_rules import ERROR, WARNING, Finding, errors, warnings
from faq.text.markdown import MAX_LENGTH
from tests.faq.publishing.style_rules.writing import findings, found, written
from tests.site import ROOT

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("[](){}*_`!<>#.? \n“”\"'-|/:…")), max_size=60
)


def sample() -> dict[str, Any]:
    """The questions of the sample content, by slug."""
    entries = json.loads((ROOT / "fixtures" / "help_center.json").read_text())
    questions: dict[str, Any] = {}
    for entry in entries:
        fields = entry["fields"]
        if entry["model"] == "faq.question":
            questions[fields["slug"]] = {**written(), "summary": "", **fields}
        elif entry["model"] == "faq.step":
            step = {"body": "", "caution": "", **fields}
            questions[fields["question"][0]]["steps"].append(step)
    return questions


def test_check_finds_nothing_in_a_good_text() -> None:
    content = written(
        "Open **Jobs › My Jobs**",
        {"title": "Choose **End contract**", "caution": "Ending it is hard to undo."},
        body="See [how to reopen it](/questions/there/).",
    )
    assert findings(content) == []


def test_check_returns_findings_in_reading_order() -> None:
    content = written(
        {"title": "The menu", "body": "[here](/questions/there/)"},
        title="Ending",
        summary="Open it. Close it.",
        body=f"![](/media/{'0' * 64}.png)",
    )
    assert [(rule, severity, place) for rule, severity, place, _ in found(content)] == [
        ("question", WARNING, "title"),
        ("summary", ERROR, "summary"),
        ("image-text", ERROR, "body"),
        ("step-verb", ERROR, "steps.1.title"),
        ("link-words", ERROR, "steps.1.body"),
    ]


def test_finding_names_its_place_for_editors() -> None:
    content = written({"title": "The menu", "caution": "[here](#step-1)"}, title="It")
    assert [each.where for each in findings(content)] == [
        "title",
        "step 1, title",
        "step 1, caution",
    ]


def test_check_applies_english_rules_only_to_english() -> None:
    """Length, links and images are checked in German; verbs are not."""
    content = written("Das Menü **Aufträge** öffnen und dann löschen", title="Wie geht das?")
    assert [rule for rule, *_ in found(content, "en-gb")] == ["step-verb"]
    assert found(content, "de") == []
    assert found(written("Wort " * 26), "de") == [("step-length", ERROR, "steps.1.title", "")]


def test_every_finding_is_an_error_or_a_warning() -> None:
    content = written("The menu", "Delete the profile", title="Ending", summary="")
    both = findings(content)
    assert [each.rule for each in errors(both)] == ["step-verb"]
    assert [each.rule for each in warnings(both)] == ["question", "summary", "caution"]
    assert {each.severity for each in both} == {ERROR, WARNING}


def test_sample_content_follows_the_rules() -> None:
    """Published questions have no findings. The two drafts have no answer, so they have no summary."""
    everything: dict[str, list[Finding]] = {}
    for slug, content in sample().items():
        linked = content["body"] + "".join(step["body"] for step in content["steps"])
        everything[slug] = [each for each in findings(content) if each.rule != "link-target"]
        assert "click here" not in linked
    assert len(everything) == 16
    assert {slug: [each.rule for each in some] for slug, some in everything.items() if some} == {
        "change-fiverr-gig-price": ["summary"],
        "manage-mental-health-working-from-home": ["summary"],
    }


@given(title=TEXTS, summary=TEXTS, body=TEXTS, step=TEXTS, more=TEXTS, caution=TEXTS)
def test_check_accepts_any_text(
    title: str, summary: str, body: str, step: str, more: str, caution: str
) -> None:
    content = written(
        {"title": step, "body": more, "caution": caution}, title=title, summary=summary, body=body
    )
    for finding in findings(content):
        assert finding.severity in {ERROR, WARNING}
        assert finding.place.split(".")[0] in {"title", "summary", "body", "steps", "answer"}
        assert finding.message.strip()


@pytest.mark.parametrize(
    "unit",
    ["a", "`a", "![", "[](", "([", "Choose A ", "a. A", "“a", ", and ", "[a](/a/) ", "aeiouy"],
)
def test_check_handles_hostile_texts_of_the_largest_size(unit: str) -> None:
    """Check 9: the number of findings stays readable."""
    text = (unit * MAX_LENGTH)[:MAX_LENGTH]
    content = written({"title": text[:200], "body": text, "caution": text[:500]}, body=text)
    assert len(findings(content)) < 60
