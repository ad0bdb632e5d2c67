"""A process of our own starts with Django ready and nothing of ours shared."""

import multiprocessing
import os
from multiprocessing.connection import Connection

from faq import processes


def answer(connection: Connection, number: int) -> None:
    from faq.models import Question

    connection.send((Question._meta.label, number, os.getpid()))


def test_function_runs_in_another_process_with_django_ready() -> None:
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = processes.start("tests.faq.test_processes.answer", writer, 17)
    writer.close()
    with reader:
        label, number, pid = reader.recv()
    process.join()
    assert (label, number, process.exitcode) == ("faq.Question", 17, 0)
    assert pid == process.pid != os.getpid()
