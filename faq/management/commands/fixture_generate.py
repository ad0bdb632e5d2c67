"""Generates a large fixture, for trying out the site with thousands of questions."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faq.importing.fixtures.synthetic import fixture, from_corpora, from_words


class Command(BaseCommand):
    help = "Write a fixture with many questions, from JSON Lines corpora or from a list of words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("questions", type=int, help="the number of questions, 1 to 100000")
        parser.add_argument("output", type=Path, help="the .json file to write")
        parser.add_argument(
            "--corpora",
            type=Path,
            metavar="FOLDER",
            help="folder with *.jsonl files of articles; without such files the texts are random words",
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(
        self, *, questions: int, output: Path, corpora: Path | None, seed: int, **options: object
    ) -> None:
        if not 1 <= questions <= 100_000:
            raise CommandError("The number of questions must be from 1 to 100000.")
        files = sorted(corpora.glob("*.jsonl")) if corpora else []
        try:
            articles = from_corpora(files) if files else from_words(seed)
            objects = fixture(articles, questions)
            output.write_text(json.dumps(list(objects), ensure_ascii=False), encoding="utf-8")
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"No fixture was written. {error}") from error
        source = f"{len(files)} corpora" if files else "a list of words"
        self.stdout.write(f"Wrote {questions} questions from {source} to {output}.")
