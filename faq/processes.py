"""Starts a process of our own, with Django ready in it before anything else of ours is imported."""

import multiprocessing
from multiprocessing.process import BaseProcess

import django
from django.utils.module_loading import import_string


def start(target: str, *arguments: object) -> BaseProcess:
    """Start a function in a new process that inherits nothing but the environment.

    A copy of this process would be quicker to have, but it would share our database connections and
    locks, and copy threads in the middle of what they do.

    Args:
        target: the function's import path.
        arguments: must pickle without Django being ready.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_run, args=(target, *arguments), daemon=True)
    process.start()
    return process


def _run(target: str, *arguments: object) -> None:
    django.setup()
    import_string(target)(*arguments)
