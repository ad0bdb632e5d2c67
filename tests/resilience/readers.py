"""Readers who go on reading while something happens behind the pages."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.html import parse
from tests.site import Answer, Site

HOME, QUESTION, SEARCH = "/", "/questions/end-contract/", "/search/?q=contract"
PAGES = (HOME, QUESTION, SEARCH)


def status(answer: Answer) -> str:
    """What a page of results says it found."""
    return parse(answer.text).one(role="status").text


def is_complete(answer: Answer) -> bool:
    return "results may be incomplete" not in answer.text


@contextmanager
def reading(
    site: Site, *paths: str, fails: Callable[[Answer], str | None] | None = None
) -> Iterator[None]:
    """Read pages of a running site over and over; at the end, every answer must have been good.

    Args:
        site: running.
        paths: of the pages.
        fails: what is wrong with an answer of 200, if anything.
    """
    wrong: list[str] = []
    good = 0
    end = threading.Event()

    def read() -> None:
        nonlocal good
        while not end.wait(0.1):
            for path in paths:
                try:
                    answer = site.get(path)
                    problem = str(answer.status) if answer.status != 200 else None
                    if fails and not problem:
                        problem = fails(answer)
                except OSError as error:
                    problem = repr(error)
                if problem:
                    wrong.append(f"{path}: {problem}")
                else:
                    good += 1

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        end.set()
        reader.join()
    assert wrong == []
    assert good >= len(paths)
