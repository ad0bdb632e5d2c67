"""How fast search is beside its rivals: same documents, queries and machine, a process for each engine."""

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
# So much for each pass over the queries, but a few are always asked: a slow engine has slow ones.
PASS_SECONDS = 15
LEAST_QUERIES = 5
SHORTEST_WORD = 3

# By name, such as query_3_cold_p50_ms. Memory and size in bytes.
Measures = dict[str, float]
# What is only said, and what is better when there is more of it; of all else less is better.
SAID = {"documents", "answered", "build_seconds", *(f"query_{n}_asked" for n in LENGTHS)}
MORE_IS_BETTER = {"documents_per_second"}


class Plan(NamedTuple):
    """What every engine is put through."""

    file: Path
    queries: dict[int, list[str]]
    typed: list[str]
    changed: list[PlainQuestion]
    limit_seconds: float


def compare(
    questions: Iterable[PlainQuestion], *, seed: int, limit_seconds: float
) -> Iterator[tuple[str, Measures]]:
    """Measure one engine after the other.

    Each builds its index, is asked every query once with words it was mostly not asked before
    (cold) and all of them again (warm), suggests titles for beginnings of some, and then follows
    changes, each until it is found. Times of queries and suggestions are CPU times; those of building
    and saving are by the clock, from the file of documents to the last answer. Peak memory is that of
    the largest process, with Python and Django in it; it is read from /proc, so this needs Linux.

    Args:
        questions: read once and not kept in memory.
        seed: for which words are asked.
        limit_seconds: an engine that is not done by then is measured with what it has indexed.

    Raises:
        ValueError: there are no words to ask for.
        RuntimeError: an engine does not work.
    """
    with tempfile.TemporaryDirectory(prefix="helpcenter-benchmark-") as name:
        plan = draw_plan(questions, Path(name) / "documents.jsonl", seed, limit_seconds)
        for engine in ENGINES:
            # A new process inherits nothing that another engine, or the making of documents, left.
            with ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=django.setup,
            ) as alone:
                yield engine, alone.submit(measure, engine, plan).result()


def ratios(ours: Measures, theirs: Measures) -> Measures:
    """How many times better we are, for everything that both have measured."""
    return {
        name: ours[name] / theirs[name] if name in MORE_IS_BETTER else theirs[name] / ours[name]
        for name in ours.keys() - SAID
        if ours[name] > 0 and theirs.get(name, 0) > 0
    }


def measure(name: str, plan: Plan) -> Measures:
    """Put one engine through the plan."""
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
    """The most memory that this process, or the largest it has waited for, has held."""
    # getrusage() would not do: it counts from before the exec, when this was a copy of its parent.
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
    """CPU milliseconds of each, as far as PASS_SECONDS reach."""
    times: list[float] = []
    for text in texts:
        start = time.process_time()
        ask(text)
        times.append((time.process_time() - start) * 1000)
        if sum(times) > PASS_SECONDS * 1000 and len(times) >= LEAST_QUERIES:
            break
    return times


def _time_saves(engine: BenchmarkEngine, changed: Sequence[PlainQuestion]) -> list[float]:
    """Milliseconds by the clock from each save until the question is found by its new word."""
    times: list[float] = []
    for number, question in enumerate(changed):
        word = f"saved{number}x"
        start = time.perf_counter()
        engine.save(question._replace(title=f"{question.title} {word}"))
        if engine.rank(word)[:1] != [question.pk]:
            raise RuntimeError("An engine did not find what was saved.")
        times.append((time.perf_counter() - start) * 1000)
        if sum(times) > PASS_SECONDS * 1000 and len(times) >= LEAST_QUERIES:
            break
    return times


class _Limited:
    """Gives questions until the time is over, and counts them."""

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
) -> Plan:
    """Write the documents for the engines to read, and draw queries and changes from some of them."""
    chance = random.Random(seed)  # noqa: S311
    drawn: list[PlainQuestion] = []
    with file.open("w", encoding="utf-8") as lines:
        for number, question in enumerate(questions):
            lines.write(json.dumps(question) + "\n")
            # Any of the questions so far is among the drawn with the same chance.
            place = number if number < QUERIES else chance.randrange(number + 1)
            if place < QUERIES:
                drawn[place : place + 1] = [question]
    queries = {length: _texts(drawn, length, chance) for length in LENGTHS}
    if not queries[1]:
        raise ValueError("The documents hold no words to ask for.")
    typed = [question.title[: max(SHORTEST_WORD, len(question.title) // 2)] for question in drawn]
    return Plan(file, queries, typed, drawn[:SAVES], limit_seconds)


def _texts(questions: Iterable[PlainQuestion], length: int, chance: random.Random) -> list[str]:
    """For each question a query of that many of its words, or of as many as it has."""
    texts = []
    for question in questions:
        text = " ".join((question.title, *question.steps, question.body))
        written = dict.fromkeys(text[word.start : word.end].lower() for word in find_words(text))
        words = [word for word in written if len(word) >= SHORTEST_WORD]
        if words:
            texts.append(" ".join(chance.sample(words, min(length, len(words)))))
    return texts


def read_documents(file: Path) -> Iterator[PlainQuestion]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            pk, topic, title, body, steps, phrasings = json.loads(line)
            yield PlainQuestion(pk, topic, title, body, tuple(steps), tuple(phrasings))
