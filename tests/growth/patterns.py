"""Finds the regular expressions of the project, with how each is used."""

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
}
# These begin at the start of a text and nowhere else.
_AT_START = {"match", "fullmatch"}
# The names under which others take a pattern that they match at the start, or search for.
_OTHERS = {"RegexValidator": "search", "re_path": "search"}
_CALL = re.compile(rf"\b(?:re\.(?:{'|'.join(sorted(_FUNCTIONS))})|{'|'.join(_OTHERS)})\(")


class Found(NamedTuple):
    """A pattern of the project.

    Attributes:
        name: the module and the name or the line of the pattern.
        pattern: the pattern; None if it is made when the code runs.
        is_searched: whether it may begin anywhere in a text.
    """

    name: str
    pattern: re.Pattern[str] | None
    is_searched: bool


def find_patterns() -> Iterator[Found]:
    """Yield all patterns of the project but those of migrations."""
    for folder in ("faq", "helpcenter"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_module(path)


def work(found: Found, text: str) -> Callable[[], object]:
    """Return the work of matching a pattern in a text, everywhere or at its start."""
    pattern = found.pattern
    assert pattern is not None
    if found.is_searched:
        return lambda: sum(1 for _ in pattern.finditer(text))
    return lambda: (pattern.match(text), pattern.fullmatch(text))


def _in_module(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    # Few modules have any, and parsing all takes seconds.
    if not _CALL.search(source):
        return
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _function(node)]
    if not calls:
        return
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = import_module(name)
    names = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for call in calls:
        given = names.get(id(call))
        where = f"{name}:{given or _enclosing(tree, call)}"
        try:
            pattern = _compiled(*(_value(part, module) for part in _arguments(call)))
        except NameError:
            yield Found(where, None, True)
            continue
        used = set(re.findall(rf"\b{given}\.(\w+)\b", source)) & _FUNCTIONS if given else set()
        yield Found(where, pattern, not (used or {_function(call)}) <= _AT_START)


def _compiled(pattern: str | bytes, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern; one for bytes as that for the characters of Latin-1."""
    if isinstance(pattern, bytes):
        return re.compile(pattern.decode("latin-1"), flags | re.ASCII)
    return re.compile(pattern, flags)


def _function(call: ast.Call) -> str:
    """Return which function of re a call calls; empty for others."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="re"), attr=name) if name in _FUNCTIONS:
            return name
        case ast.Name(id=name):
            return _OTHERS.get(name, "")
    return ""


def _arguments(call: ast.Call) -> list[ast.expr]:
    """Return the pattern, and the flags if there are any."""
    flags = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    if _function(call) in {"compile", "search", "match", "fullmatch", "findall", "finditer"}:
        flags += call.args[1 if _function(call) == "compile" else 2 :]
    return [call.args[0], *flags]


def _value(part: ast.expr, module: Any) -> Any:
    return eval(compile(ast.Expression(part), "<pattern>", "eval"), vars(module))


def _enclosing(tree: ast.Module, call: ast.Call) -> str:
    """Return the name of the outermost function or class around a call."""
    for node in tree.body:
        if node.lineno <= call.lineno <= (node.end_lineno or 0):
            return getattr(node, "name", str(call.lineno))
    return str(call.lineno)
