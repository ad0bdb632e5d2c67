"""Measures the quality of the search with evaluation sets."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.search import SearchUnavailable
from faq.search.evaluation.metrics import Evaluation, Scores, evaluate, mean
from faq.search.evaluation.sets import BadSet, read_set
from faq.search.evaluation.typing import TypingScores, evaluate_typing
from faq.text.plain_table import plain_table

QUALITY = {
    "ndcg@10": "ndcg",
    "mrr@10": "mrr",
    "recall@5": "recall",
    "zero_rate": "zero_rate",
    "unsure_rate": "unsure_rate",
}
OFF_TOPIC = ["off_topic_rate", "off_topic_confident_rate"]
HEADINGS = ["", "documents", "queries", *QUALITY, *OFF_TOPIC, "p50_ms", "p95_ms"]


class Command(BaseCommand):
    help = (
        "Run the queries of evaluation sets through the site's search, in a temporary index. A set is a folder"
        " with docs.jsonl, queries.jsonl (or queries_typo.jsonl) and qrels.tsv."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
        parser.add_argument("--typos", action="store_true", help="use queries_typo.jsonl instead")
        parser.add_argument(
            "--typing",
            action="store_true",
            dest="is_typed",
            help="also ask for suggestions while each query is typed, at every third letter",
        )
        parser.add_argument(
            "--limit",
            type=int,
            metavar="N",
            help="run at most N queries of each set, evenly spaced",
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
        folders: list[Path],
        typos: bool,
        is_typed: bool,
        limit: int | None,
        output: Path | None,
        **options: object,
    ) -> None:
        if limit is not None and limit < 1:
            raise CommandError("--limit must be at least 1.")
        try:
            sets = [read_set(folder, typos=typos) for folder in folders]
        except BadSet as error:
            raise CommandError(str(error)) from error
        names = [one.name for one in sets]
        if twice := {name for name in names if names.count(name) > 1}:
            raise CommandError(f"Two sets have the same name: {', '.join(sorted(twice))}.")
        try:
            done = {one.name: evaluate(one, limit=limit) for one in sets}
            typed = {one.name: evaluate_typing(one, limit=limit) for one in sets if is_typed}
        except SearchUnavailable as error:
            raise CommandError(f"The temporary index failed. {error}") from error
        self.stdout.write(plain_table(table(done)))
        if typed:
            self.stdout.write(plain_table(typing_table(typed)))
        if output:
            try:
                output.write_text(
                    json.dumps(report(done, typed), indent=2) + "\n", encoding="utf-8"
                )
            except OSError as error:
                raise CommandError(f"The figures were not written. {error}") from error


def report(done: dict[str, Evaluation], typed: dict[str, TypingScores]) -> dict[str, object]:
    """Return the figures for JSON, with `kinds` only for sets that have kinds of queries, and `typing`
    only if suggestions were asked for.
    """
    return {
        "sets": {
            name: {
                **figures(evaluation.scores),
                "documents": evaluation.documents,
                **({"kinds": kinds} if (kinds := _kinds(evaluation)) else {}),
                **({"typing": typed[name]._asdict()} if name in typed else {}),
            }
            for name, evaluation in done.items()
        }
    }


def _kinds(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    return {kind: figures(scores) for kind, scores in evaluation.kinds.items()}


def figures(scores: Scores) -> dict[str, float]:
    return {
        **{name: getattr(scores, field) for name, field in QUALITY.items()},
        **{name: getattr(scores, name) for name in OFF_TOPIC},
        "p50_ms": scores.p50_ms,
        "p95_ms": scores.p95_ms,
        "queries": scores.queries,
    }


def table(done: dict[str, Evaluation]) -> list[list[str]]:
    """Return a row for each set, with its kinds of queries below it, and the mean of the sets."""
    rows = [HEADINGS]
    for name, evaluation in done.items():
        rows.append(_row(name, str(evaluation.documents), evaluation.scores))
        rows += [_row(f"  {kind}", "", scores) for kind, scores in evaluation.kinds.items()]
    if len(done) > 1:
        answered = [one.scores for one in done.values() if one.scores.answerable]
        means = [
            mean([getattr(scores, field) for scores in answered]) for field in QUALITY.values()
        ]
        rows.append(["mean", "", "", *(f"{value:.3f}" for value in means), *[""] * 4])
    return rows


def typing_table(typed: dict[str, TypingScores]) -> list[list[str]]:
    """Return a row for each set, and the mean of the sets."""
    *shares, _, _ = TypingScores._fields
    rows = [["", *TypingScores._fields]]
    for name, scores in typed.items():
        figures = [f"{getattr(scores, share):.3f}" for share in shares]
        rows.append([name, *figures, f"{scores.suggest_p50_ms:.2f}", str(scores.requests)])
    if len(typed) > 1:
        means = [mean([getattr(scores, share) for scores in typed.values()]) for share in shares]
        rows.append(["mean", *(f"{value:.3f}" for value in means), "", ""])
    return rows


def _row(name: str, documents: str, scores: Scores) -> list[str]:
    quality = [f"{getattr(scores, field):.3f}" for field in QUALITY.values()]
    return [
        name,
        documents,
        str(scores.queries),
        *(quality if scores.answerable else ["–"] * len(quality)),
        *(f"{getattr(scores, name):.3f}" if scores.off_topic else "–" for name in OFF_TOPIC),
        f"{scores.p50_ms:.2f}",
        f"{scores.p95_ms:.2f}",
    ]
