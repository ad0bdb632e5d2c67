"""What the code may not do, and what modules and templates keep to."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.apps import apps

from tests.repository.files import MODULES, TEMPLATES, TESTS, name_of

Finder = Callable[[str], list[str]]


def where(find: Finder) -> set[str]:
    """The modules in which something is found."""
    return {name_of(path) for path in MODULES if find(path.read_text(encoding="utf-8"))}


# Each module is parsed once for all finders.
tree = cache(ast.parse)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(source)) if isinstance(node, ast.Call))


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
        for node in ast.walk(tree(source))
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
        for node in ast.walk(tree(source))
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
        *("step.title_html", "step.body_html", "step.caution_html"),
        *("banner.text_html", "shown.body_html"),
    }
    assert len(trusted) == len(re.findall(r"\bsafe\b|safeseq", re.sub(r"<!--.*?-->", "", text)))
    assert "autoescape" not in text
    models = ("Step", "Question", "Page", "Banner")
    stored = [each for model in models for each in fields(model) if each.endswith("_html")]
    assert {name.partition(".")[2] for name in trusted} == set(stored)


def fields(model: str) -> list[str]:
    return [field.name for field in apps.get_model("faq", model)._meta.fields]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in (*MODULES, *TESTS)
        if (text := path.read_text(encoding="utf-8").strip()) and not text.startswith('"""')
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
