"""Agreements that would rot in prose, held by looking at the files themselves."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

import helpcenter
from faq.models import (
    AuditEntry,
    DeskVisit,
    DraftSource,
    NotificationPreferences,
    PromiseCheck,
    ReviewComment,
)
from tests.factories import (
    PAST,
    make_audience,
    make_autosave,
    make_broken_promise,
    make_image,
    make_job,
    make_link_check,
    make_notification,
    make_question,
    make_revision,
    make_scheduled,
    make_search_term,
    make_stuck_report,
    make_synonym,
    make_trashed,
    make_vote,
)
from tests.site import ROOT

MODULES = sorted(
    path
    for folder in ("faq", "helpcenter")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

Finder = Callable[[str], list[str]]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def where(find: Finder) -> set[str]:
    """The modules in which something is found."""
    return {name_of(path) for path in MODULES if find(path.read_text(encoding="utf-8"))}


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def status_filters(source: str) -> list[str]:
    """Conditions on a status: filter(status=…), Q(question__status__in=…), filter(**{"status": …})."""
    asking = {"filter", "exclude", "get", "Q", "When", "get_or_create", "get_object_or_404"}
    return [
        ast.unparse(node)
        for node in calls(source)
        if called(node) in asking and re.search(r"\bstatus(__\w+)?\b|__status", ast.unparse(node))
    ]


def engine_imports(source: str) -> list[str]:
    names = [
        name
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    return [name for name in names if name.split(".")[0] in {"haystack", "whoosh"}]


def hand_written_sql(source: str) -> list[str]:
    banned = {"raw", "extra", "RawSQL", "cursor", "execute", "executemany", "executescript"}
    return [ast.unparse(node) for node in calls(source) if called(node) in banned]


def writes_dates(source: str) -> list[str]:
    return [ast.unparse(node) for node in calls(source) if called(node) == "date_format"]


def trusted_html(source: str) -> list[str]:
    banned = {"mark_safe", "SafeString", "SafeText", "SafeData", "html_safe", "format_html"}
    return [
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and node.id in banned
    ]


@pytest.mark.parametrize(
    ("find", "source"),
    [
        (status_filters, "Question.objects.filter(topic=1, status='published')"),
        (status_filters, "Topic.objects.exclude(questions__status__in=['draft'])"),
        (status_filters, "Q(status=Question.Status.DRAFT)"),
        (status_filters, "rows.filter(**{'status': 'draft'})"),
        (engine_imports, "import whoosh.index"),
        (engine_imports, "def f():\n    from haystack.query import SearchQuerySet"),
        (hand_written_sql, "Question.objects.raw('SELECT 1')"),
        (hand_written_sql, "with connection.cursor() as cursor: cursor.execute('SELECT 1')"),
        (hand_written_sql, "Question.objects.annotate(x=RawSQL('1', []))"),
        (writes_dates, "formats.date_format(timezone.now(), 'H:i')"),
        (trusted_html, "return mark_safe(text)"),
        (trusted_html, "return SafeString(text)"),
    ],
)
def test_finders_find_what_they_are_for(find: Finder, source: str) -> None:
    assert len(find(source)) >= 1
    assert find("Question.objects.published(now).filter(topic=1)") == []


def test_only_the_model_filters_on_status() -> None:
    """Checks 41–47: published() is the one rule."""
    assert where(status_filters) == {"faq/models/question.py", "faq/models/querysets.py"}


def test_only_one_module_writes_dates() -> None:
    """Times are shown in the zone of the site, with its name."""
    assert where(writes_dates) == {"faq/text/times.py"}


def test_only_one_package_knows_the_engine() -> None:
    """Haystack looks for search_indexes.py itself; the benchmark measures Haystack's own engine."""
    found = where(engine_imports)
    outside = {name for name in found if not name.startswith("faq/search/whoosh/")}
    assert outside == {"faq/search_indexes.py", "faq/search/evaluation/engines.py"}
    assert found > outside


def test_no_sql_is_written_by_hand() -> None:
    """Check 12: but for the rival of the benchmark, for queries that run as the ORM compiled them, and for
    what SQLite alone understands."""
    assert where(hand_written_sql) == {
        "faq/management/commands/backup.py",
        "faq/models/compiled_query.py",
        "faq/ops/busy_timeout.py",
        "faq/search/evaluation/engines.py",
    }


def test_html_is_trusted_in_two_places_only() -> None:
    """Check 1: what is made there is tested there."""
    places = ("faq/text/", "faq/templatetags/")
    assert {name for name in where(trusted_html) if not name.startswith(places)} == set()


def test_templates_trust_stored_html_only() -> None:
    """Check 1: |safe stands behind fields rendered when they were saved, and nowhere else."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    trusted = re.findall(r"([\w.]+)\s*\|\s*safe\b", text)
    assert set(trusted) == {
        *("step.title_html", "step.body_html", "step.caution_html", "question.body_html")
    }
    assert len(trusted) == len(re.findall(r"\bsafe\b|safeseq", re.sub(r"<!--.*?-->", "", text)))
    assert "autoescape" not in text
    stored = [field for field in (*fields("Step"), *fields("Question")) if field.endswith("_html")]
    assert {name.partition(".")[2] for name in trusted} == set(stored)


def fields(model: str) -> list[str]:
    return [field.name for field in apps.get_model("faq", model)._meta.fields]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in (*MODULES, *TESTS)
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
    assert len(MODULES) > 50


def test_no_module_is_long() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_module_names_say_what_is_inside() -> None:
    vague = {"utils", "helpers", "common", "manager", "service", "services"}
    stems = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert stems & vague == set()
    assert "question" in stems


# Models whose rows nobody edits, and why.
NOT_IN_ADMIN = {
    "Redirect": "written when an address changes",
    "IndexChange": "notes of search to itself",
    "ContentVersion": "a number that changes by itself",
    "Revision": "read in the history of a question",
    "DraftVersion": "read in the history of a question",
    "TrashedText": "read and restored on a page of its own",
    "DeskVisit": "noted when somebody opens the front page",
    "NotificationPreferences": "chosen by each person",
    "DraftSource": "kept beside a question made from a page",
    "PromiseCheck": "read above the list of broken promises",
    "Autosave": "read by its person, beside a question",
    "ReviewComment": "read and written beside a question",
    "ScheduledPublication": "changed on the pages of its question",
}


def faq_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("faq").get_models())


@pytest.mark.django_db
def test_every_model_can_be_made_and_says_what_it_is() -> None:
    """One row of everything comes from the factories and from what follows of itself."""
    question = make_question(steps=["Open it"], phrasings=["open"], slug="one")
    question.audiences.add(make_audience())
    question.slug = "two"
    question.save()
    make_synonym()
    make_image()
    make_search_term()
    make_vote(question=question)
    make_stuck_report(question.steps.get())
    make_revision(question)
    make_trashed()
    DraftSource.objects.create(question=question, digest="a", made_at=PAST, pieces=[], doubts=[])
    make_link_check(question)
    ReviewComment.objects.create(question=question, at=PAST, by_name="Rafi", text="Why?")
    make_scheduled(question)
    make_broken_promise(question.phrasings.get())
    PromiseCheck.objects.note(PAST, 1)
    make_notification(question=question)
    person = make_job().started_by
    NotificationPreferences.objects.create(person=person, muted=["published"])
    DeskVisit.objects.create(person=person, day=PAST)
    make_autosave()
    for model in faq_models():
        assert "__str__" in vars(model)
        row, *others = model._default_manager.all()
        # Several changes are in the audit log by now.
        assert not others or model is AuditEntry
        assert str(row).strip()
        assert "object (" not in str(row)


def test_every_model_is_in_the_admin_or_has_a_reason_not_to_be() -> None:
    edited = set(admin.site._registry)
    inline = {inline.model for each in admin.site._registry.values() for inline in each.inlines}
    missing = {model.__name__ for model in faq_models() if model not in edited | inline}
    assert missing == set(NOT_IN_ADMIN)


def requirements(path: Path) -> dict[str, str]:
    """The entries of a requirements file: name and version, and the lines that belong to it."""
    text = re.sub(r"\s*#.*", "", path.read_text(encoding="utf-8"))
    entries = re.sub(r"\\\n\s*", "", text).split("\n")
    return {entry.partition(" ")[0]: entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name_of)
def test_requirements_are_pinned_with_hashes_and_nothing_else(path: Path) -> None:
    """Check 91: what is installed is what was looked at, wherever it comes from."""
    entries = requirements(path)
    assert len(entries) > 12
    for name, entry in entries.items():
        assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z,]+\])?==[\w.]+", name), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
        assert re.findall(r"(?<!\S)--?[a-z-]+", entry) == ["--hash"] * entry.count("--hash"), entry
    assert "://" not in path.read_text(encoding="utf-8")


def test_requirements_of_the_tests_agree_with_those_of_the_site() -> None:
    site, tests = (requirements(path) for path in REQUIREMENTS)
    assert site.keys() - tests.keys() == set()


@pytest.mark.parametrize(
    ("dependencies", "path"),
    [
        (PROJECT["project"]["dependencies"], REQUIREMENTS[0]),
        (PROJECT["dependency-groups"]["test"], REQUIREMENTS[1]),
    ],
    ids=["site", "tests"],
)
def test_every_dependency_is_locked_and_says_what_it_is_for(
    dependencies: list[str], path: Path
) -> None:
    locked = {name.partition("==")[0].partition("[")[0] for name in requirements(path)}
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    assert len(dependencies) > 8
    for dependency in dependencies:
        match = re.match(r"[\w-]+", dependency)
        assert match
        assert match[0].lower() in locked
        (at,) = [number for number, line in enumerate(lines) if f'"{dependency}"' in line]
        assert lines[at - 1].strip().startswith("#"), dependency


def test_decisions_are_numbered_without_a_gap_and_as_they_say() -> None:
    paths = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    names = [path.stem for path in paths]
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(paths) + 1)]
    assert len(paths) >= 5
    for path in paths:
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# (\d+)\. (.+)", heading)
        assert match, heading
        assert f"{int(match[1]):04}" == path.stem[:4]
        assert path.read_text(encoding="utf-8").count("\n## ") >= 3


def test_version_is_the_same_everywhere() -> None:
    assert helpcenter.__version__ == PROJECT["project"]["version"]
