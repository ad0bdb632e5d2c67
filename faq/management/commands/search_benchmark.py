"""Compares the speed of the search with Haystack's Whoosh engine and SQLite's full-text search."""

import json
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.importing.fixtures.synthetic import (
    BODY_LENGTH,
    MAX_STEPS,
    STEP_LENGTH,
    Article,
    from_corpora,
    from_words,
)
from faq.search import SearchUnavailable
from faq.search.evaluation.benchmark import LENGTHS, Measures, compare, ratios
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.text.plain_table import plain_table

OURS = "ours"
NAMES = {OURS: "ours", "stock": "Haystack Whoosh", "fts5": "SQLite FTS5"}
PARTS = [
    ("documents", "documents indexed", 1, "{:,.0f}"),
    ("documents_per_second", "build, documents a second", 1, "{:,.0f}"),
    *(
        (
            f"query_{length}_{when}_{share}_ms",
            f"{length} {noun}, {when}, {share}, CPU ms",
            1,
            "{:.2f}",
        )
        for length, noun in zip(LENGTHS, ("word", "words", "words"), strict=True)
        for when in ("warm", "cold")
        for share in ("p50", "p95")
    ),
    ("answered", "queries with a result", 1, "{:.0%}"),
    ("suggest_p50_ms", "suggestions, p50, CPU ms", 1, "{:.2f}"),
    ("suggest_p95_ms", "suggestions, p95, CPU ms", 1, "{:.2f}"),
    ("save_p50_ms", "save until found, p50, ms", 1, "{:.1f}"),
    ("save_p95_ms", "save until found, p95, ms", 1, "{:.1f}"),
    ("index_bytes", "index, MB", 1e6, "{:.1f}"),
    ("peak_bytes", "peak memory, MB", 1e6, "{:.0f}"),
]


class Command(BaseCommand):
    help = (
        "Time the search, Haystack's Whoosh engine and SQLite FTS5 on the same documents, and print the"
        " ratios. Warm queries have run before, cold queries have not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=int, default=1000, metavar="N")
        parser.add_argument(
            "--corpora",
            type=Path,
            metavar="FOLDER",
            help="folder with *.jsonl files of articles; without such files the texts are random words",
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--limit-seconds",
            type=float,
            default=600,
            metavar="S",
            help="stop building an index after S seconds and measure what it contains",
        )
        parser.add_argument(
            "--json",
            type=Path,
            dest="output",
            metavar="FILE",
            help="also write the figures to FILE",
        )

    def handle(
        self,
        *,
        documents: int,
        corpora: Path | None,
        seed: int,
        limit_seconds: float,
        output: Path | None,
        **options: object,
    ) -> None:
        if documents < 1 or limit_seconds <= 0:
            raise CommandError("--documents must be at least 1, and --limit-seconds more than 0.")
        files = sorted(corpora.glob("*.jsonl")) if corpora else []
        measured: dict[str, Measures] = {}
        try:
            articles = from_corpora(files) if files else from_words(seed)
            questions = islice(questions_from(articles), documents)
            for name, measures in compare(questions, seed=seed, limit_seconds=limit_seconds):
                self.stderr.write(f"Measured {NAMES[name]}.")
                measured[name] = measures
        except (OSError, ValueError, KeyError, RuntimeError, SearchUnavailable) as error:
            raise CommandError(f"Nothing was compared. {error}") from error
        compared = {
            name: ratios(measured[OURS], measures)
            for name, measures in measured.items()
            if name != OURS
        }
        source = f"{len(files)} corpora" if files else "a list of words"
        self.stdout.write(
            f"{documents:,} documents from {source}. × is how many times better our search is."
        )
        self.stdout.write(plain_table(table(measured, compared)))
        for name, measures in measured.items():
            if measures["documents"] < documents:
                reached = f"{measures['documents']:,.0f} of {documents:,} documents"
                self.stdout.write(
                    f"{NAMES[name]} was stopped after {limit_seconds:g} s, with {reached}."
                )
        if output:
            figures = {"documents": documents, "engines": measured, "ratios": compared}
            try:
                output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
            except OSError as error:
                raise CommandError(f"The figures were not written. {error}") from error


def questions_from(articles: Iterable[Article]) -> Iterator[PlainQuestion]:
    """Yield the articles as questions, shortened to the limits of a generated fixture."""
    for pk, article in zip(count(1), articles):
        yield PlainQuestion(
            pk=pk,
            topic=article.topic,
            title=article.title[:190],
            body=article.body[:BODY_LENGTH],
            steps=tuple(step[:STEP_LENGTH] for step in article.steps[:MAX_STEPS]),
        )


def table(measured: dict[str, Measures], compared: dict[str, Measures]) -> list[list[str]]:
    """Return a row for each figure, with a column for each engine and each comparison."""
    rows = [["", *(NAMES[name] for name in measured), *(f"× {NAMES[name]}" for name in compared)]]
    for key, label, unit, form in PARTS:
        values = [form.format(measures[key] / unit) for measures in measured.values()]
        times = [_times(figures[key]) if key in figures else "" for figures in compared.values()]
        rows.append([label, *values, *times])
    return rows


def _times(ratio: float) -> str:
    return f"{ratio:,.1f}" if ratio >= 1 else f"{ratio:.3f}"
