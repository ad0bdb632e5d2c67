"""Random walks of two editors over the desk: every text that the server was sent can be found afterwards.

A hundred walks: `WALKS=100 .venv/bin/pytest --timeout=0 tests/faq/admin/question/test_walk.py`.
"""

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from faq.models import (
    Autosave,
    DraftVersion,
    Question,
    ReviewComment,
    Revision,
    Topic,
    TrashedText,
)
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
from tests.factories import make_draft
from tests.html import parse
from tests.people import signed_in

# The test client adds attributes to responses, whose type is not public.
Answer: TypeAlias = Any
REFUSALS = (CannotMove, CannotPublish, NotAllowed, WorkingCopyExists)
STEPS = 60
ADD = "/admin/faq/question/add/"
BUTTONS = ["", "", "comment", "submit", "publish", "compare", "duplicate", "archive"]
# `make explore` walks on and on; each time on other ways.
WALKS = int(os.environ.get("WALKS", 0)) or (
    1 if settings.default and settings.default.derandomize else 10
)


@dataclass
class Editor:
    """Somebody with a form in a tab.

    Attributes:
        form: what stands in the form; empty if none is open.
        page: the address of the form.
    """

    user: User
    client: Client
    form: dict[str, Any] = field(default_factory=dict)
    page: str = ""

    @property
    def key(self) -> str:
        return str(self.form["form_key"])

    @property
    def question(self) -> str:
        """The key of the question in the form; empty for a new one."""
        return "".join(re.findall(r"/(\d+)/", self.page))


def words_of(form: dict[str, Any]) -> set[str]:
    """Return the words of a form, without those of deleted steps."""
    kept = [
        str(value)
        for name, value in form.items()
        if not form.get(f"{name.rpartition('-')[0]}-DELETE")
    ]
    return set(re.findall(r"word\d+x", " ".join(kept)))


class Walk:
    """A walk over the desk.

    Attributes:
        saved: the words that were saved.
        unsaved: by the key of its form, the words that were kept and not saved.
        known: by the key of its form, the words that it had when it was opened; others may delete them.
    """

    def __init__(self, random: Random, *people: User) -> None:
        self.random = random
        self.editors = [Editor(person, signed_in(person)) for person in people]
        self.count = 0
        self.saved: set[str] = set()
        self.unsaved: dict[str, set[str]] = {}
        self.known: dict[str, set[str]] = {}
        for _ in range(2):
            make_draft(summary=self.word(), steps=[self.word(), self.word()])

    def word(self) -> str:
        """Return a word like no other."""
        self.count += 1
        return f"word{self.count}x"

    def step(self) -> None:
        editor = self.random.choice(self.editors)
        if self.random.random() < 0.05:
            editor.client.logout()
        if self.random.random() < 0.2:
            self.act(editor)
        elif not editor.form:
            self.open(editor)
        else:
            what = self.random.choice(
                [self.write, self.write, self.autosave, self.save, self.save, self.leave]
            )
            what(editor)

    def open(self, editor: Editor) -> None:
        """Open a new form, or that of a text, with what was typed before or without."""
        if not editor.client.session.get("_auth_user_id"):
            editor.client.force_login(editor.user)
        texts = list(Question.with_copies.drafts().order_by("pk"))
        is_new = not texts or self.random.random() < 0.2
        editor.page = (
            ADD if is_new else f"/admin/faq/question/{self.random.choice(texts).pk}/change/"
        )
        shown = parse(editor.client.get(editor.page))
        offers = [each["href"] for each in shown.all("a") if "?autosave=" in each.get("href")]
        is_used = bool(offers) and self.random.random() < 0.5
        if is_used:
            answer = editor.client.get(editor.page + offers[0])
            if answer.status_code != 200:
                return
            shown = parse(answer)
        form = shown.one("form", id="question_form").filled_in()
        editor.form = form if "opened" in form or is_new else {}
        if not editor.form:
            return
        if is_new and not is_used:
            topic = str(Topic.objects.values_list("pk", flat=True)[0])
            editor.form |= {"title": self.word(), "slug": self.word(), "topic": topic}
        self.known.setdefault(editor.key, set() if is_used else words_of(editor.form))

    def leave(self, editor: Editor) -> None:
        """Go to another page. The text is sent once more, as the script does."""
        self.autosave(editor)
        editor.form = {}

    def write(self, editor: Editor) -> None:
        for _ in range(4):
            self.type(editor)

    def autosave(self, editor: Editor) -> None:
        sent = {**editor.form, "_question": editor.question}
        for _ in range(2):
            answer = editor.client.post(
                "/admin/faq/question/autosave/", sent, headers={"Accept": "application/json"}
            )
            if answer.status_code == 200:
                self.unsaved[editor.key] = words_of(editor.form) - self.known[editor.key]
                return
            assert answer.json()["sign_in"]
            editor.client.force_login(editor.user)
        raise AssertionError("not kept")

    def type(self, editor: Editor) -> None:
        form = editor.form
        if not form:
            return
        rows = int(form["steps-TOTAL_FORMS"])
        row = self.random.randrange(rows) if rows else 0
        kind = self.random.choice(
            ["title", "summary", "summary", "body", "add", "step", "drop", "move", "comment"]
        )
        if kind in {"title", "summary", "comment"}:
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
        """Press a button of the form, and choose at random where it conflicts.

        Some forms are refused, and their pages left at once: the server has the text all the same.
        """
        button = self.random.choice(BUTTONS)
        is_wrong = self.random.random() < 0.3
        if is_wrong:
            self.write(editor)
            editor.form["slug"] = "No address"
            if editor.question and self.random.random() < 0.5:
                self.delete(editor.question)
        for _ in range(4):
            answer = self.send(editor, {**editor.form, "_then": button})
            if answer.status_code == 302:
                self.note(editor, editor.client.get(answer["Location"], follow=True), button)
                editor.form = {}
                return
            self.unsaved[editor.key] = words_of(editor.form) - self.known[editor.key]
            lost = {word for word in self.unsaved[editor.key] if word not in answer.text}
            assert lost == set()
            if answer.status_code == 403 or is_wrong or self.random.random() < 0.3:
                # The page is left as it is.
                editor.form = {}
                return
            shown = parse(answer)
            editor.form = shown.one("form", id="question_form").filled_in()
            radios = shown.all("input", type="radio")
            for name in dict.fromkeys(radio["name"] for radio in radios):
                editor.form[name] = self.random.choice(["mine", "theirs"])

    def send(self, editor: Editor, form: dict[str, Any]) -> Answer:
        """Send the form, and again from the page that gives it back to those who are signed out."""
        answer = editor.client.post(editor.page, form)
        again = parse(answer).all("form", cls="send-again") if answer.status_code == 403 else []
        if not again:
            return answer
        editor.client.force_login(editor.user)
        sent = again[0].filled_in()
        assert words_of(sent) == words_of(form)
        return editor.client.post(again[0]["action"], sent)

    def note(self, editor: Editor, shown: Answer, button: str) -> None:
        """Note the words of a form that was saved, unless their author has chosen another text."""
        form = editor.form
        self.unsaved.pop(editor.key, None)
        if "Your comment was not posted." in shown.text:
            comment = form.pop("comment")
            assert comment in shown.text
        if any(name.startswith("choice-") for name in form):
            form = {"comment": form.get("comment", "")}
        self.saved |= words_of(form)
        pages = [
            each
            for each in parse(shown).all("form", method="post")
            if "novalidate" in each.attributes
        ]
        if button in {"publish", "submit", "archive"} and pages:
            sent = {"reason": self.word(), "note": self.word(), "over_changes": "on"}
            editor.client.post(shown.request["PATH_INFO"], pages[0].filled_in() | sent)

    def delete(self, question: str) -> None:
        """Delete a text while somebody has it open."""
        with suppress(*REFUSALS):
            for text in Question.with_copies.filter(pk=question):
                trash.delete(text, by=self.random.choice(self.editors).user)

    def act(self, editor: Editor) -> None:
        """Do something else than writing with a text."""
        texts = list(Question.with_copies.order_by("pk"))
        by: dict[str, Any] = {"by": editor.user, "at": timezone.now()}
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
        columns = {
            DraftVersion: "content",
            Revision: "content",
            TrashedText: "content",
            ReviewComment: "text",
            Autosave: "fields",
        }
        former = [
            content
            for model, column in columns.items()
            for content in model._default_manager.values_list(column, flat=True)
        ]
        comments = list(TrashedText.objects.values_list("comments", flat=True))
        stored = snapshots_of(Question.with_copies.all()).values()
        return json.dumps([*stored, *former, *comments], default=str)


@pytest.mark.django_db
# A smaller seed is no shorter walk.
@settings(max_examples=WALKS, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_no_text_that_was_sent_is_lost(ines: User, rafi: User, seed: int) -> None:
    """Check 73."""
    with transaction.atomic():
        walk = Walk(Random(seed), ines, rafi)
        for _ in range(STEPS):
            walk.step()
        stored = walk.found()
        # The next walk begins with the same database.
        transaction.set_rollback(True)
    sent = walk.saved.union(*walk.unsaved.values())
    assert {word for word in sent if word not in stored} == set()
    assert len(walk.saved) > 4
