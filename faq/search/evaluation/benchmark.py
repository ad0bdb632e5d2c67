"""Compares the speed of search engines on the same documents and queries, each in its own process."""

import json
import multiprocessing
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import django

from faq.search.evaluation.engines import ENGINES, BenchmarkEngine
from faq.search.evaluation.metrics import mean, percentile
from faq.search.evaluation.temporary_index import PlainQuestion
from faq.text.words import find_words

LENGTHS = (1, 3, 8)
QUERIES = 100
SAVES = 100
# A pass over the queries ends after this time, but not before MIN_QUERIES.
PASS_SECONDS = 15
MIN_QUERIES = 5
MIN_WORD_LENGTH = 3

# Name, such as query_3_cold_p50_ms, → value. Memory and sizes are in bytes.
Measures = dict[str, float]
# Measures that are not compared, and those of which more is better. Of all others less is better.
INFORMATIVE = {"documents", "answered", "build_seconds", *(f"query_{n}_asked" for n in LENGTHS)}
MORE_IS_BETTER = {"documents_per_second"}


class BenchmarkPlan(NamedTuple):
    """The documents, queries and changes that every engine gets."""

    file: Path
    queries: dict[int, list[str]]
    typed: list[str]
    changed: list[PlainQuestion]
    limit_seconds: float


def compare(
    questions: Iterable[PlainQuestion], *, seed: int, limit_seconds: float
) -> Iterator[tuple[str, Measures]]:
    """Measure one engine after the other.

    Each engine builds its index, answers every query with mostly new words (cold) and again (warm),
    suggests titles for the beginnings of some, and then saves changes until each is found. Times of
    queries and suggestions are CPU times; those of building and saving are wall times. Peak memory is
    that of the process, with Python and Django; it is read from /proc, so this needs Linux.

    Args:
        questions: iterated over once and not held in memory.
        seed: for drawing the queries.
        limit_seconds: building stops after this time; the engine is measured with what it has indexed.

    Raises:
        ValueError: the documents contain no words to search for.
        RuntimeError: an engine does not find a saved question.
    """
    with tempfile.TemporaryDirectory(prefix="helpcenter-benchmark-") as name:
        plan = draw_plan(questions, Path(name) / "documents.jsonl", seed, limit_seconds)
        for engine in ENGINES:
            # A new process has no memory from another engine or from drawing the plan.
            with ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=django.setup,
            ) as alone:
                yield engine, alone.submit(measure, engine, plan).result()


def ratios(ours: Measures, theirs: Measures) -> Measures:
    """Return how many times better our engine is, for each measure that both have."""
    return {
        name: ours[name] / theirs[name] if name in MORE_IS_BETTER else theirs[name] / ours[name]
        for name in ours.keys() - INFORMATIVE
        if ours[name] > 0 and theirs.get(name, 0) > 0
    }


def measure(name: str, plan: BenchmarkPlan) -> Measures:
    """Measure one engine with the plan."""
    given = _Limited(read_documents(plan.file), plan.limit_seconds)
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(dir=plan.file.parent) as folder,
        ENGINES[name](given, Path(folder)) as engine,
    ):
        seconds = time.perf_counter() - start
        size = engine.size()
        engine.rank("open")
        queries = _time_queries(engine, plan.queries)
        suggestions = _pass(engine.suggest, plan.typed)
        saves = _time_saves(engine, plan.changed)
    return {
        "documents": given.count,
        "build_seconds": seconds,
        "documents_per_second": given.count / seconds,
        **queries,
        "suggest_p50_ms": percentile(suggestions, 0.5),
        "suggest_p95_ms": percentile(suggestions, 0.95),
        "save_p50_ms": percentile(saves, 0.5),
        "save_p95_ms": percentile(saves, 0.95),
        "index_bytes": size,
        "peak_bytes": _peak_bytes(),
    }


def _peak_bytes() -> int:
    """Return the peak memory of this process, or of its largest child process."""
    # getrusage() would include the time before the exec, when this was a copy of its parent.
    (own,) = re.findall(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return 1024 * max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _time_queries(engine: BenchmarkEngine, queries: dict[int, list[str]]) -> Measures:
    measures: Measures = {}
    answered: list[bool] = []
    for length, texts in queries.items():
        cold = _pass(lambda text: answered.append(bool(engine.rank(text))), texts)
        warm = _pass(engine.rank, texts[: len(cold)])
        measures[f"query_{length}_asked"] = len(cold)
        for name, times in (("cold", cold), ("warm", warm)):
            measures[f"query_{length}_{name}_p50_ms"] = percentile(times, 0.5)
            measures[f"query_{length}_{name}_p95_ms"] = percentile(times, 0.95)
    return {**measures, "answered": mean(answered)}


def _pass(ask: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the CPU milliseconds of each query, for at most about PASS_SECONDS in all."""
    times: list[float] = []
    for text in texts:
        start = time.process_time()
        ask(text)
        times.append((time.process_time() - start) * 1000)
        if sum(times) > PASS_SECONDS * 1000 and len(times) >= MIN_QUERIES:
            break
    return times


def _time_saves(engine: BenchmarkEngine, changed: Sequence[PlainQuestion]) -> list[float]:
    """Return the wall milliseconds from each save until the question is found by its new word."""
    times: list[float] = []
    for number, question in enumerate(changed):
        word = f"saved{number}x"
        start = time.perf_counter()
        engine.save(question._replace(title=f"{question.title} {word}"))
        if engine.rank(word)[:1] != [question.pk]:
            raise RuntimeError("An engine did not find the saved question.")
        times.append((time.perf_counter() - start) * 1000)
        if sum(times) > PASS_SECONDS * 1000 and len(times) >= MIN_QUERIES:
            break
    return times


class _Limited:
    """Yields questions until the time is over, and counts them."""

    def __init__(self, questions: Iterable[PlainQuestion], seconds: float) -> None:
        self._questions = questions
        self._seconds = seconds
        self.count = 0

    def __iter__(self) -> Iterator[PlainQuestion]:
        deadline = time.perf_counter() + self._seconds
        for question in self._questions:
            yield question
            self.count += 1
            if time.perf_counter() > deadline:
                return


def draw_plan(
    questions: Iterable[PlainQuestion], file: Path, seed: int, limit_seconds: float
) -> BenchmarkPlan:
    """Write the documents to a file for the engines, and draw queries and changes from a sample."""
    chance = random.Random(seed)  # noqa: S311
    drawn: list[PlainQuestion] = []
    with file.open("w", encoding="utf-8") as lines:
        for number, question in enumerate(questions):
            lines.write(json.dumps(question) + "\n")
            # Reservoir sampling: every question so far is in the sample with the same probability.
            place = number if number < QUERIES else chance.randrange(number + 1)
            if place < QUERIES:
                drawn[place : place + 1] = [question]
    queries = {length: _texts(drawn, length, chance) for length in LENGTHS}
    if not queries[1]:
        raise ValueError("The documents contain no words to search for.")
    typed = [question.title[: max(MIN_WORD_LENGTH, len(question.title) // 2)] for question in drawn]
    return BenchmarkPlan(file, queries, typed, drawn[:SAVES], limit_seconds)


def _texts(questions: Iterable[PlainQuestion], length: int, chance: random.Random) -> list[str]:
    """Return a query for each question, of at most that many of its words."""
    texts = []
    for question in questions:
        text = " ".join((question.title, *question.steps, question.body))
        written = dict.fromkeys(
            text[word.start : word.end].lower() for word in find_words(text) if not word.is_part
        )
        words = [word for word in written if len(word) >= MIN_WORD_LENGTH]
        if words:
            texts.append(" ".join(chance.sample(words, min(length, len(words)))))
    return texts


def read_documents(file: Path) -> Iterator[PlainQuestion]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            pk, topic, title, body, steps, phrasings = json.loads(line)
            yield PlainQuestion(pk, topic, title, body, tuple(steps), tuple(phrasings))
