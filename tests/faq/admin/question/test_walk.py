"""Random walks of two editors over the desk: every text that was saved can be found afterwards."""

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.models import DraftVersion, Question, Revision, TrashedText
from faq.publishing import (
    CannotMove,
    CannotPublish,
    NotAllowed,
    WorkingCopyExists,
    discard,
    open_working_copy,
    publish,
    restore,
    snapshots_of,
    submit,
    trash,
)
from faq.publishing.trash import restore_trashed
from faq.publishing.versions import restore_version
from tests.factories import NOW, make_draft
from tests.html import parse
from tests.people import signed_in

REFUSALS = (CannotMove, CannotPublish, NotAllowed, WorkingCopyExists)
STEPS = 40
# `make explore` walks on and on; each time on other ways.
WALKS = 1 if settings.default and settings.default.derandomize else 10


@dataclass
class Editor:
    """Somebody with a form in a tab.

    Attributes:
        form: what stands in the form; empty if none is open.
        page: the address of the form.
        known: the words that the form had when it was opened, which others may delete meanwhile.
    """

    user: User
    client: Client
    form: dict[str, Any] = field(default_factory=dict)
    page: str = ""
    known: set[str] = field(default_factory=set)


def words_of(form: dict[str, Any]) -> set[str]:
    """Return the words of a form, without those of deleted steps."""
    kept = [
        str(value)
        for name, value in form.items()
        if not form.get(f"{name.rpartition('-')[0]}-DELETE")
    ]
    return set(re.findall(r"word\d+x", " ".join(kept)))


class Walk:
    """A walk over the desk, which notes each word that was saved."""

    def __init__(self, random: Random, *people: User) -> None:
        self.random = random
        self.editors = [Editor(person, signed_in(person)) for person in people]
        self.count = 0
        self.saved: set[str] = set()
        for _ in range(2):
            make_draft(summary=self.word(), steps=[self.word(), self.word()])

    def word(self) -> str:
        """Return a word like no other."""
        self.count += 1
        return f"word{self.count}x"

    def step(self) -> None:
        editor = self.random.choice(self.editors)
        if self.random.random() < 0.25:
            self.act(editor)
        elif not editor.form:
            self.open(editor)
        elif self.random.random() < 0.5:
            for _ in range(4):
                self.type(editor)
        else:
            self.save(editor)

    def open(self, editor: Editor) -> None:
        texts = list(Question.with_copies.drafts().order_by("pk"))
        if not texts:
            texts = [make_draft(summary=self.word(), steps=[self.word()])]
        editor.page = f"/admin/faq/question/{self.random.choice(texts).pk}/change/"
        shown = parse(editor.client.get(editor.page))
        form = shown.one("form", id="question_form").filled_in()
        editor.form = form if "opened" in form else {}
        editor.known = words_of(editor.form)

    def type(self, editor: Editor) -> None:
        form = editor.form
        if not form:
            return
        rows = int(form["steps-TOTAL_FORMS"])
        row = self.random.randrange(rows) if rows else 0
        kind = self.random.choice(
            ["title", "summary", "summary", "body", "add", "step", "drop", "move"]
        )
        if kind in {"title", "summary"}:
            form[kind] = self.word()
        elif kind == "body":
            form["body"] += f"\n\n{self.word()}"
        elif kind == "add":
            form["steps-TOTAL_FORMS"] = str(rows + 1)
            new = {"id": "", "body": "", "caution": "", "position": str(rows + 1)}
            form.update({f"steps-{rows}-{name}": value for name, value in new.items()})
            form[f"steps-{rows}-title"] = self.word()
        elif rows and kind == "step":
            form[f"steps-{row}-{self.random.choice(['title', 'body'])}"] = self.word()
        elif rows and kind == "drop":
            form[f"steps-{row}-DELETE"] = "on"
        elif rows:
            form[f"steps-{row}-position"] = str(self.random.randrange(1, rows + 2))

    def save(self, editor: Editor) -> None:
        """Save the form, and choose at random where it conflicts."""
        for _ in range(4):
            if not editor.form:
                return
            answer = editor.client.post(editor.page, editor.form)
            if answer.status_code == 302:
                self.note(editor.form)
                editor.form = {}
                return
            words = words_of(editor.form) - editor.known
            if answer.status_code == 403:
                # The page gives the text back.
                assert {word for word in words if word not in answer.text} == set()
                editor.form = {}
                return
            shown = parse(answer)
            assert {word for word in words if word not in answer.text} == set()
            editor.form = shown.one("form", id="question_form").filled_in()
            radios = shown.all("input", type="radio")
            for name in dict.fromkeys(radio["name"] for radio in radios):
                editor.form[name] = self.random.choice(["mine", "theirs"])

    def note(self, form: dict[str, Any]) -> None:
        """Note the words of a form, unless their author has chosen another text."""
        if not any(name.startswith("choice-") for name in form):
            self.saved |= words_of(form)

    def act(self, editor: Editor) -> None:
        """Do something else than writing with a text."""
        texts = list(Question.with_copies.order_by("pk"))
        by: dict[str, Any] = {"by": editor.user, "at": NOW}
        text = self.random.choice(texts) if texts else None
        try:
            match self.random.choice(
                ["publish", "edit", "discard", "delete", "old", "restore", "submit"]
            ):
                case "publish" if text:
                    publish(text, **by, reason="So.", over_changes=True)
                case "submit" if text:
                    submit(text, **by, note="So.")
                case "edit" if text:
                    open_working_copy(text, **by)
                case "discard" if text and text.is_copy:
                    discard(text, **by)
                case "delete" if text:
                    trash.delete(text, by=editor.user)
                case "old":
                    if version := DraftVersion.objects.order_by("pk").last():
                        restore_version(version, **by)
                    elif revision := Revision.objects.order_by("pk").first():
                        restore(revision, **by)
                case "restore":
                    if trashed := TrashedText.objects.order_by("pk").first():
                        restore_trashed(trashed, **by)
        except REFUSALS:
            pass

    def found(self) -> str:
        """Return all texts that the desk has stored."""
        former = [
            content
            for model in (DraftVersion, Revision, TrashedText)
            for content in model._default_manager.values_list("content", flat=True)
        ]
        return json.dumps([*snapshots_of(Question.with_copies.all()).values(), *former])


@pytest.mark.django_db
@settings(max_examples=WALKS, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_no_text_that_was_saved_is_lost(ines: User, rafi: User, seed: int) -> None:
    """Check 73."""
    walk = Walk(Random(seed), ines, rafi)
    for _ in range(STEPS):
        walk.step()
    stored = walk.found()
    assert {word for word in walk.saved if word not in stored} == set()
    assert len(walk.saved) > 4
