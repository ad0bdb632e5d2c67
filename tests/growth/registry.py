"""The functions that read a text from outside, each with a call and the size of its input."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.test import RequestFactory

from faq import languages
from faq.api import parameters
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
from faq.insights import search_counts
from faq.models import Question, image, synonym
from faq.publishing import content_snapshot, diff, style_check, three_way_merge
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import Finding, LinkTarget, check, grade_of, measures
from faq.publishing.style_rules import texts as style_texts
from faq.publishing.style_rules.passages import passages
from faq.publishing.style_rules.repairs import find_repair
from faq.publishing.urls import link_rewriting, links, redirects, slugs
from faq.search import editorial, highlight, results, similar, suggestions
from faq.search.query import analysis, parser, spelling, synonyms
from faq.text import (
    bold_labels,
    cleaning,
    contact_links,
    markdown,
    markdown_writer,
    media_names,
    networks,
    plain_table,
    redaction,
    safe_json,
    ui_labels,
    words,
)
from faq.text import sentences as text_sentences
from tests.factories import NOW

BASE = "https://help.example/"


class Reader(NamedTuple):
    """How to give a text to a function.

    Args:
        call: calls the function with the text.
        size: the length of the greatest text that it may get, or as much of that as shows its growth.
        long: a length for TELLING texts only, for work that takes long.
    """

    call: Callable[[str], object]
    size: int = 4_000
    long: int = 0


def content(**fields: Any) -> ContentSnapshot:
    whole: Any = {**content_snapshot.blank(), "slug": "a", "title": "Why?", **fields}
    return whole


def with_step(text: str) -> ContentSnapshot:
    return content(steps=[{"uid": "", "title": text, "body": text, "caution": text}])


def style(whole: ContentSnapshot) -> list[Finding]:
    return check(whole, language="en", find_link_target=lambda _: LinkTarget.READABLE)


def repaired(text: str) -> object:
    whole: ContentSnapshot = {**with_step(text), "title": text, "summary": text}
    return [find_repair(finding, whole) for finding in style(whole)]


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


def request(text: str) -> Any:
    return RequestFactory().get("/", {"q": text})


READERS: dict[str, Reader] = {
    # Plain text and Markdown.
    "faq.text.bold_labels:mark_labels": Reader(bold_labels.mark_labels),
    "faq.text.cleaning:remove_invisible": Reader(cleaning.remove_invisible, 32_000),
    "faq.text.ui_labels:parts_of": Reader(ui_labels.parts_of, 32_000),
    "faq.text.cleaning:normalize_newlines": Reader(cleaning.normalize_newlines, 32_000),
    "faq.text.cleaning:one_line": Reader(cleaning.one_line, 32_000),
    "faq.text.contact_links:add_context": Reader(
        lambda text: contact_links.add_context(
            f"mailto:a@b.example?body={text}", {}, subject=text, lines=[text]
        )
    ),
    "faq.text.markdown:render": Reader(markdown.render, 2_000),
    "faq.text.markdown:render_inline": Reader(markdown.render_inline, 2_000),
    "faq.text.markdown:parse": Reader(markdown.parse, 2_000),
    "faq.text.markdown:parse_inline": Reader(markdown.parse_inline, 2_000),
    "faq.text.markdown:image_markdown": Reader(lambda text: markdown.image_markdown(text, text)),
    "faq.text.markdown:plain": Reader(markdown.plain),
    "faq.text.markdown_writer:words": Reader(
        lambda text: markdown_writer.write(markdown_writer.paragraph(markdown_writer.words(text))),
        2_000,
    ),
    "faq.text.markdown_writer:line": Reader(
        lambda text: markdown_writer.write(
            markdown_writer.paragraph(markdown_writer.line(text, base=BASE))
        ),
        # Escaping takes time by the square of the length; titles and sentences are shorter than this.
        700,
    ),
    "faq.text.markdown_writer:blocks": Reader(
        lambda text: markdown_writer.write(markdown_writer.blocks(text, base=BASE)), 700
    ),
    "faq.text.markdown_writer:link": Reader(
        lambda text: markdown_writer.write(markdown_writer.link(markdown_writer.words("a"), text)),
        2_000,
    ),
    "faq.text.markdown_writer:bare_link": Reader(
        lambda text: markdown_writer.write(markdown_writer.bare_link(text)), 2_000
    ),
    "faq.text.media_names:media_names_in": Reader(lambda text: media_names.media_names_in([text])),
    "faq.text.media_names:is_site_image": Reader(
        lambda text: media_names.is_site_image(f"/static/{text}")
    ),
    "faq.text.networks:client_network": Reader(networks.client_network),
    "faq.text.networks:is_public": Reader(networks.is_public),
    "faq.text.plain_table:plain_table": Reader(
        lambda text: plain_table.plain_table([["a", "b"], [text, text]])
    ),
    "faq.text.redaction:redact": Reader(lambda text: redaction.redact(cleaning.one_line(text))),
    "faq.text.safe_json:safe_json": Reader(lambda text: safe_json.safe_json({"a": text})),
    "faq.text.sentences:split_sentences": Reader(text_sentences.split_sentences),
    "faq.text.sentences:sentence_starts": Reader(
        lambda text: list(text_sentences.sentence_starts(text))
    ),
    "faq.text.words:fold": Reader(words.fold),
    "faq.text.words:find_words": Reader(words.find_words),
    "faq.text.words:folded_words": Reader(words.folded_words),
    "faq.text.words:unsplit_words": Reader(words.unsplit_words),
    # Requests.
    "faq.api.parameters:text": Reader(
        lambda text: parameters.text(request(text), "q", limit=200), 4_000
    ),
    "faq.api.parameters:whole_number": Reader(
        lambda text: parameters.whole_number(request(text), "q", limit=9), 4_000
    ),
    "faq.api.parameters:slug": Reader(lambda text: parameters.slug(request(text), "q"), 4_000),
    "faq.api.parameters:on_off": Reader(lambda text: parameters.on_off(request(text), "q"), 4_000),
    "faq.languages:split_prefix": Reader(lambda text: languages.split_prefix(f"/{text}")),
    "faq.languages:corrected_prefix": Reader(lambda text: languages.corrected_prefix(f"/{text}")),
    "faq.languages:is_machine_readable": Reader(languages.is_machine_readable),
    "faq.languages:canonical": Reader(languages.canonical),
    "faq.languages:preferred_language": Reader(languages.preferred_language),
    "faq.publishing.urls.redirects:find_retired": Reader(
        lambda text: redirects.find_retired(f"/questions/{text}", NOW), 4_000
    ),
    "faq.publishing.urls.redirects:find_target": Reader(
        lambda text: redirects.find_target(f"/questions/{text}", NOW), 500
    ),
    "faq.publishing.urls.redirects:find_renamed": Reader(
        lambda text: redirects.find_renamed(text, NOW), 4_000
    ),
    # Search.
    "faq.search.highlight:highlight": Reader(lambda text: highlight.highlight(text, {"a", "x"})),
    "faq.search.highlight:found_terms": Reader(lambda text: highlight.found_terms(text, {"a"})),
    "faq.search.highlight:snippet": Reader(lambda text: highlight.snippet(text, {"a", "x"})),
    "faq.search.query.analysis:stem": Reader(analysis.stem),
    "faq.search.query.analysis:fold_words": Reader(analysis.fold_words),
    "faq.search.query.analysis:fold_sentences": Reader(analysis.fold_sentences),
    "faq.search.query.parser:parse": Reader(parser.parse, 32_000),
    "faq.search.query.spelling:typo_cost": Reader(
        lambda text: spelling.typo_cost(text[: analysis.MAX_WORD_CHARACTERS], "walrus"), 1_000
    ),
    "faq.search.query.synonyms:contains_any": Reader(
        lambda text: synonyms.contains_any(text, {("a",), ("a", "b")})
    ),
    "faq.search.query.synonyms:synonyms_of": Reader(
        lambda text: synonyms.synonyms_of(text.split(), synonyms.table())
    ),
    "faq.search.results:search": Reader(lambda text: results.search(text, now=NOW), 500),
    "faq.search.results:answered": Reader(lambda text: results.answered([text], now=NOW), 500),
    "faq.search.similar:similar_questions": Reader(
        lambda text: similar.similar_questions(text, count=3, now=NOW), 500
    ),
    "faq.search.editorial:find_link_targets": Reader(
        lambda text: editorial.find_link_targets(text, now=NOW), 500
    ),
    "faq.search.suggestions:suggest": Reader(lambda text: suggestions.suggest(text, now=NOW), 500),
    "faq.insights.search_counts:normalised": Reader(search_counts.normalised),
    "faq.models.synonym:members": Reader(synonym.members),
    "faq.models.synonym:validate_members": Reader(synonym.validate_members),
    # What editors write.
    "faq.models.image:render_with_images": Reader(image.render_with_images, 1_000),
    "faq.publishing.content_snapshot:fingerprint": Reader(
        lambda text: content_snapshot.fingerprint(with_step(text))
    ),
    "faq.publishing.diff:compare": Reader(
        lambda text: diff.compare(text, f"{text[1:]}x", diff.Budget(50_000))
    ),
    "faq.publishing.diff:differences": Reader(
        lambda text: diff.differences(with_step(text), with_step(text[::-1]), diff.Budget(50_000)),
        2_000,
    ),
    "faq.publishing.diff:changed_lines": Reader(
        lambda text: diff.changed_lines(text, f"{text[1:]}x", diff.Budget(50_000))
    ),
    "faq.publishing.three_way_merge:merge_texts": Reader(
        lambda text: three_way_merge.merge_texts(text, f"x{text}", f"{text}x", diff.Budget(50_000))
    ),
    "faq.publishing.three_way_merge:three_way_merge": Reader(
        lambda text: three_way_merge.three_way_merge(
            with_step(text), with_step(f"x{text}"), with_step(f"{text}x"), diff.Budget(50_000)
        ),
        2_000,
    ),
    "faq.publishing.three_way_merge:with_choice": Reader(
        lambda text: three_way_merge.with_choice(
            with_step(text),
            three_way_merge.Conflict(three_way_merge.Place("body"), text, ""),
            "mine",
        )
    ),
    "faq.publishing.style_check:check_snapshot": Reader(
        lambda text: style_check.check_snapshot(with_step(text), NOW), 300
    ),
    "faq.publishing.style_check:require_style": Reader(
        lambda text: style_check.require_style(content(body=text), NOW), 1_000
    ),
    "faq.publishing.style_check:grade_of": Reader(
        lambda text: style_check.grade_of(content(body=text)), 1_000
    ),
    "faq.publishing.style_rules:check": Reader(
        lambda text: style(with_step(text)), 400, long=8_000
    ),
    "faq.publishing.style_rules:grade_of": Reader(
        lambda text: grade_of(content(body=text), language="en"), 1_000
    ),
    "faq.publishing.style_rules.measures:words": Reader(measures.words),
    "faq.publishing.style_rules.measures:syllables": Reader(measures.syllables),
    "faq.publishing.style_rules.measures:reading_grade": Reader(
        lambda text: measures.reading_grade([text])
    ),
    "faq.publishing.style_rules.passages:passages": Reader(
        lambda text: passages(with_step(text)), 500
    ),
    "faq.publishing.style_rules.repairs:find_repair": Reader(repaired),
    "faq.publishing.style_rules.texts:title": Reader(
        lambda text: list(style_texts.title(content(title=text)))
    ),
    "faq.publishing.style_rules.texts:summary": Reader(
        lambda text: list(style_texts.summary(content(summary=text)))
    ),
    "faq.publishing.urls.link_rewriting:with_current_links": Reader(
        lambda text: link_rewriting.with_current_links(content(body=text))
    ),
    "faq.publishing.urls.links:hrefs_in": Reader(links.hrefs_in),
    "faq.publishing.urls.links:page_of": Reader(links.page_of),
    "faq.publishing.urls.links:link_target_finder": Reader(
        lambda text: links.link_target_finder(content(), NOW)(f"/questions/a/{text}"), 4_000
    ),
    "faq.publishing.urls.links:pattern": Reader(
        lambda text: links.pattern("questions", ["a"]).sub("", text)
    ),
    "faq.publishing.urls.redirects:former_owners": Reader(
        lambda text: redirects.former_owners([text]), 4_000
    ),
    "faq.publishing.urls.slugs:free_slug": Reader(slugs.free_slug, 4_000),
    "faq.publishing.urls.slugs:propose_slug": Reader(
        lambda text: slugs.propose_slug(text, Question), 4_000
    ),
    "faq.publishing.urls.slugs:slug_of": Reader(slugs.slug_of, 4_000),
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

# Functions that need no entry of their own, by the reason.
EXEMPT = {
    "the code chooses the text": (
        "faq.api.parameters:unknown",
        "faq.publishing.style_rules.findings:describe_place",
        "faq.importing.fixtures.synthetic:from_corpora",
        "faq.importing.fixtures.validation:FixtureObject.slug_of",
        "faq.importing.pages.outline:leftover",
        "faq.importing.pages.step_writer:piece_of_block",
        "faq.languages:prefix_of",
        "faq.languages:root_of",
    ),
    "it stores the text as it is": (
        "faq.importing.pages.blocks:Block.with_text",
        "faq.importing.pages.sentences:Sentence.with_text",
        "faq.importing.upload_store:save",
        "faq.text.ui_labels:label",
        "faq.publishing.content_snapshot:apply_snapshot",
    ),
    "the text has passed plan_page(), plan_table(), check_fixture(), check_snapshot() or parse()": (
        "faq.importing.pages.creation:create_drafts",
        "faq.importing.fixtures.recording:recorded_changes",
        "faq.importing.spreadsheets.table_plan:apply_plan",
        "faq.publishing.style_check:check_style",
        "faq.search.query.expansion:expand",
        "faq.search.query.spelling:candidates",
    ),
    "a registered function calls it on the same text": (
        "faq.insights.search_counts:count_search",
        "faq.models.synonym:MembersField.get_prep_value",
        "faq.models.synonym:MembersField.to_python",
        "faq.models.synonym:SynonymQuerySet.get_by_natural_key",
        "faq.publishing.style_rules.steps:cautions",
        "faq.publishing.style_rules.texts:grade",
        "faq.publishing.style_rules.texts:grade_of",
        "faq.search.editorial:search_all",
        "faq.search.query.synonyms:differing",
        "faq.search.results:best_step",
    ),
    "it draws at most 200 characters, and the drawing takes a tenth of a second": (
        "faq.rendering.og_image:draw",
    ),
}
