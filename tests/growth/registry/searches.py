"""The functions that read requests and searches."""

from typing import Any

from django.contrib.auth.models import User
from django.test import RequestFactory

from faq import languages
from faq.api import parameters
from faq.importing.pages import sentences
from faq.importing.spreadsheets import csv_file, table_plan
from faq.insights import search_counts
from faq.models import synonym
from faq.publishing.urls import redirects
from faq.search import editorial, highlight, results, similar, suggestions
from faq.search.query import analysis, parser, spelling, synonyms
from tests.factories import NOW
from tests.growth.registry.reader import Reader


def split(text: str, is_markdown: bool) -> object:
    return sentences.split_block(text, [(0, 0)], 0, len(text), is_markdown=is_markdown)


def table(text: str) -> object:
    rows = csv_file.read_csv("a.csv", text.encode())
    return table_plan.plan_table(rows, by=User(is_superuser=True, is_active=True))


def rows(text: str, *columns: str) -> list[csv_file.TableRow]:
    return [csv_file.TableRow(2, dict.fromkeys(columns, text))]


def request(text: str) -> Any:
    return RequestFactory().get("/", {"q": text})


READERS: dict[str, Reader] = {
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
    "faq.search.query.analysis:fold_compounds": Reader(analysis.fold_compounds),
    "faq.search.query.analysis:mark_words": Reader(analysis.mark_words),
    "faq.search.query.analysis:split_sentences": Reader(analysis.split_sentences),
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
}
