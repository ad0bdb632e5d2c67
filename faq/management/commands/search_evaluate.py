"""Says how well search answers the queries of evaluation sets."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.search import SearchUnavailable
from faq.search.evaluation.metrics import Evaluation, Scores, evaluate, mean
from faq.search.evaluation.sets import BadSet, read_set
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
        "Run evaluation sets through the site's search, in a throw-away index. A set is a folder with"
        " docs.jsonl, queries.jsonl (or queries_typo.jsonl) and qrels.tsv."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
        parser.add_argument("--typos", action="store_true", help="ask queries_typo.jsonl instead")
        parser.add_argument(
            "--limit", type=int, metavar="N", help="ask at most N queries of each set, taken evenly"
        )
        parser.add_argument(
            "--json", type=Path, dest="output", metavar="FILE", help="write the figures there too"
        )

    def handle(
        self,
        *,
        folders: list[Path],
        typos: bool,
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
        names = [each.name for each in sets]
        if twice := {name for name in names if names.count(name) > 1}:
            raise CommandError(f"Two sets have the same name: {', '.join(sorted(twice))}.")
        try:
            done = {each.name: evaluate(each, limit=limit) for each in sets}
        except SearchUnavailable as error:
            raise CommandError(f"The throw-away index failed. {error}") from error
        self.stdout.write(plain_table(table(done)))
        if output:
            try:
                output.write_text(json.dumps(report(done), indent=2) + "\n", encoding="utf-8")
            except OSError as error:
                raise CommandError(f"The figures were not written. {error}") from error


def report(done: dict[str, Evaluation]) -> dict[str, object]:
    """The figures for programs; kinds only for sets that tell them apart."""
    return {
        "sets": {
            name: {
                **figures(each.scores),
                "documents": each.documents,
                **({"kinds": kinds} if (kinds := _kinds(each)) else {}),
            }
            for name, each in done.items()
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
    """The figures for people: a line for each set, its kinds below it, and the mean of the sets."""
    rows = [HEADINGS]
    for name, each in done.items():
        rows.append(_row(name, str(each.documents), each.scores))
        rows += [_row(f"  {kind}", "", scores) for kind, scores in each.kinds.items()]
    if len(done) > 1:
        answered = [each.scores for each in done.values() if each.scores.answerable]
        means = [
            mean([getattr(scores, field) for scores in answered]) for field in QUALITY.values()
        ]
        rows.append(["mean", "", "", *(f"{value:.3f}" for value in means), *[""] * 4])
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
