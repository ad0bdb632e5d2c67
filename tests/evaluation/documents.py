"""The published questions of the sample help center as lines of an evaluation set, on standard output."""

import json
import os
from pathlib import Path
from typing import Any

import django

from faq.text.markdown import plain, render, render_inline

FIXTURE = Path(__file__).parents[2] / "fixtures" / "help_center.json"


def documents() -> list[dict[str, Any]]:
    """The documents in the order of the fixture, their Markdown as plain text."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in json.loads(FIXTURE.read_text("utf-8")):
        rows.setdefault(row["model"], []).append(row["fields"])
    topics = {topic["slug"]: topic["title"] for topic in rows["faq.topic"]}
    return [
        {
            "id": question["slug"],
            "topic": topics[question["topic"][0]],
            "title": question["title"],
            "body": _lines(question["summary"], plain(render(question.get("body", "")))),
            "steps": [
                _lines(
                    plain(render_inline(step["title"])),
                    plain(render(step.get("caution", ""))),
                    plain(render(step.get("body", ""))),
                )
                for step in sorted(
                    _of(question, rows["faq.step"]), key=lambda step: step["position"]
                )
            ],
            "phrasings": [phrasing["text"] for phrasing in _of(question, rows["faq.phrasing"])],
        }
        for question in rows["faq.question"]
        if question["status"] == "published"
    ]


def _of(question: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["question"] == [question["slug"]]]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


if __name__ == "__main__":
    # Markdown may say words of the interface.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpcenter.settings")
    django.setup()
    for document in documents():
        print(json.dumps(document, ensure_ascii=False))
