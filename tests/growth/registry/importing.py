"""The functions that read pages, tables and fixtures from outside."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth.models import User

from faq.importing import upload_store
from faq.importing.fixtures import field_values, json_file
from faq.importing.fixtures.validation import check_fixture
from faq.importing.pages import blocks, classify, duplicates, page_plan, report, sentences, source
from faq.importing.pages import ui_labels as labels
from faq.importing.pages.parsers import html, html_sanitizer
from faq.importing.pages.parsers import markdown as markdown_page
from faq.importing.pages.parsers import plain_text as text_page
from faq.importing.pages.source import PageSource
from faq.importing.spreadsheets import cells, csv_file, row_validation, table_plan
from faq.models import Question
from faq.publishing import content_snapshot
from faq.publishing.content_snapshot import ContentSnapshot
from tests.growth.registry.reader import Reader


def content(**fields: Any) -> ContentSnapshot:
    whole: Any = {**content_snapshot.blank(), "slug": "a", "title": "Why?", **fields}
    return whole


def with_step(text: str) -> ContentSnapshot:
    return content(steps=[{"uid": "", "title": text, "body": text, "caution": text}])


def split(text: str, is_markdown: bool) -> object:
    return sentences.split_block(text, [(0, 0)], 0, len(text), is_markdown=is_markdown)


def page(text: str, format: source.Format) -> object:
    return report.format_report(page_plan.plan_page(PageSource.from_text(text, format=format)))


def table(text: str) -> object:
    rows = csv_file.read_csv("a.csv", text.encode())
    return table_plan.plan_table(rows, by=User(is_superuser=True, is_active=True))


def rows(text: str, *columns: str) -> list[csv_file.TableRow]:
    return [csv_file.TableRow(2, dict.fromkeys(columns, text))]


def fixture(objects: object, read: Callable[[Path], object] = check_fixture) -> object:
    with NamedTemporaryFile("w", suffix=".json") as file:
        file.write(objects if isinstance(objects, str) else json.dumps(objects))
        file.flush()
        return read(Path(file.name))


READERS: dict[str, Reader] = {
    # Pages.
    "faq.importing.pages.blocks:fill_gaps": Reader(lambda text: blocks.fill_gaps(text, [])),
    "faq.importing.pages.classify:is_question": Reader(classify.is_question),
    "faq.importing.pages.classify:asks": Reader(classify.asks),
    "faq.importing.pages.classify:without_prefix": Reader(classify.without_prefix),
    "faq.importing.pages.classify:is_instruction": Reader(classify.is_instruction),
    "faq.importing.pages.classify:refers_back": Reader(classify.refers_back),
    "faq.importing.pages.duplicates:similarity": Reader(
        lambda text: duplicates.similarity(text, f"{text} x")
    ),
    "faq.importing.pages.duplicates:TitleIndex.nearest": Reader(
        lambda text: duplicates.TitleIndex(text.split("\n")).nearest(text, count=3)
    ),
    "faq.importing.pages.duplicates:TitleIndex.similarity": Reader(
        lambda text: duplicates.TitleIndex([text]).similarity(text, 0)
    ),
    "faq.importing.pages.page_plan:plan_page": Reader(lambda text: page(text, "markdown"), 1_500),
    "faq.importing.pages.parsers:parse": Reader(
        lambda text: [page(text, format) for format in ("text", "html")], 700
    ),
    "faq.importing.pages.parsers.html:parse": Reader(html.parse, 1_500),
    "faq.importing.pages.parsers.html_sanitizer:sanitize": Reader(html_sanitizer.sanitize, 32_000),
    "faq.importing.pages.parsers.html_sanitizer:doubts": Reader(html_sanitizer.doubts),
    "faq.importing.pages.parsers.markdown:parse": Reader(markdown_page.parse, 2_000),
    "faq.importing.pages.parsers.plain_text:parse": Reader(text_page.parse, 2_000),
    "faq.importing.pages.sentences:readable": Reader(sentences.readable),
    "faq.importing.pages.sentences:clean_text": Reader(sentences.clean_text),
    "faq.importing.pages.sentences:clean_markdown": Reader(sentences.clean_markdown),
    "faq.importing.pages.sentences:split_block": Reader(
        lambda text: (split(text, is_markdown=True), split(text, is_markdown=False)), long=64_000
    ),
    "faq.importing.pages.source:PageSource.from_bytes": Reader(
        lambda text: PageSource.from_bytes(text.encode()), 32_000
    ),
    "faq.importing.pages.source:PageSource.from_text": Reader(PageSource.from_text, 32_000),
    "faq.importing.pages.source:guess_format": Reader(source.guess_format, 32_000),
    "faq.importing.pages.ui_labels:mark_title": Reader(labels.mark_title),
    "faq.importing.pages.ui_labels:mark_block": Reader(labels.mark_block),
    # Tables and fixtures.
    "faq.importing.spreadsheets.cells:escape_formula": Reader(cells.escape_formula),
    "faq.importing.spreadsheets.cells:unescape_formula": Reader(cells.unescape_formula),
    "faq.importing.spreadsheets.cells:cells_of": Reader(
        lambda text: cells.cells_of(with_step(text), "draft")
    ),
    "faq.importing.spreadsheets.cells:parse_cell": Reader(partial(cells.parse_cell, "expires_at")),
    "faq.importing.spreadsheets.cells:steps_to_cell": Reader(
        lambda text: cells.steps_to_cell(with_step(text)["steps"])
    ),
    "faq.importing.spreadsheets.cells:steps_from_cell": Reader(
        lambda text: cells.steps_from_cell("1. a\n   " + text.replace("\n", "\n   "))
    ),
    "faq.importing.spreadsheets.cells:strip_blank_lines": Reader(cells.strip_blank_lines),
    "faq.importing.spreadsheets.csv_file:read_csv": Reader(
        lambda text: csv_file.read_csv("a.csv", f"slug\n{text}".encode()), 32_000
    ),
    "faq.importing.spreadsheets.csv_file:write_csv": Reader(
        lambda text: csv_file.write_csv([(with_step(text), "draft")])
    ),
    "faq.importing.spreadsheets.row_validation:validate_row": Reader(
        lambda text: row_validation.validate_row(
            *(rows(text, "title", "audiences", "body")[0], None),
            row_validation.KnownSlugs(set(), set()),
        ),
        2_000,
    ),
    "faq.importing.spreadsheets.table_plan:plan_table": Reader(
        lambda text: table(f"slug,steps,phrasings\na,1. a,{text}\n"), 1_000
    ),
    "faq.importing.fixtures.json_file:read_objects": Reader(
        lambda text: fixture(text, json_file.read_objects), 32_000
    ),
    "faq.importing.fixtures.validation:check_fixture": Reader(
        lambda text: fixture([{"model": "faq.question", "fields": {"slug": text, text: text}}]),
        4_000,
    ),
    "faq.importing.upload_store:load": Reader(upload_store.load),
    "faq.importing.upload_store:delete": Reader(upload_store.delete),
    "faq.importing.fixtures.field_values:value_problem": Reader(
        lambda text: field_values.value_problem(Question._meta.get_field("body"), text)
    ),
    "faq.importing.fixtures.field_values:as_uuid": Reader(field_values.as_uuid),
}
