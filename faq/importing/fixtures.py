"""Reads a JSON fixture and says, object by object and field by field, what is wrong with it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from faq.importing import step_places
from faq.importing.fields import as_uuid, problem_with
from faq.importing.step_places import GivenStep
from faq.models import Audience, Phrasing, Question, Redirect, Step, Synonym, Topic
from faq.models.receivers import clean_lines
from faq.publishing.urls.redirects import validate_unclaimed
from faq.search.query.synonyms import validate_synonym
from faq.text.lines import one_line

MAX_BYTES = 32 * 1024 * 1024
# More would not be read; the first ones usually explain the rest.
MAX_PROBLEMS = 20

# What the content is made of, and the natural key of each. Other tables are not loaded or dumped.
KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Audience: ("slug",),
    Topic: ("slug",),
    Question: ("slug",),
    Step: ("question", "position"),
    Phrasing: ("question", "text"),
    Redirect: ("old_path",),
    Synonym: ("words",),
}


class FixtureError(Exception):
    """The fixture cannot be loaded; the message has one problem a line."""


class Entry:
    """One object of a fixture."""

    def __init__(self, place: int, model: type[models.Model], fields: dict[str, Any]) -> None:
        self.place = place
        self.model = model
        self.fields = fields

    @property
    def name(self) -> str:
        """What one looks for in the file: the place, the model and the natural key."""
        key = (self.fields.get(name) for name in KEYS[self.model])
        name = " ".join(
            " ".join(map(str, each)) if isinstance(each, list) else str(each) for each in key
        )
        return f'object {self.place}, {self.model._meta.label_lower} "{name}"'

    def slug_of(self, field: str) -> str | None:
        """The slug that a reference holds, if it is written as a natural key."""
        value: Any = self.fields.get(field)
        is_key = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
        return value[0] if is_key else None


def check(path: Path) -> list[GivenStep]:
    """Check a fixture file against the rules of the models, itself and the database.

    Args:
        path: a JSON file.

    Returns:
        the steps it has, to be arranged before it is loaded.

    Raises:
        FixtureError: with every problem found, at most MAX_PROBLEMS; nothing was changed.
    """
    problems: list[str] = []
    entries: list[Entry] = []
    for problem in _problems(path, entries):
        problems.append(f"{path}: {problem}")
        if len(problems) == MAX_PROBLEMS:
            problems.append("… and perhaps more: mend these first.")
            break
    if problems:
        raise FixtureError("\n".join(problems))
    return _steps(entries)


def _problems(path: Path, entries: list[Entry]) -> Iterator[str]:
    """What is wrong with a file; the objects that can be read are added to the entries."""
    try:
        objects = _read(path)
    except FixtureError as error:
        yield str(error)
        return
    for place, item in enumerate(objects, start=1):
        problem, entry = _understand(place, item)
        if problem:
            yield f"object {place}: {problem}"
        if entry:
            entries.append(entry)
    yield from _duplicates(entries)
    yield from _bad_references(entries)
    yield from step_places.problems(_steps(entries))
    for entry in entries:
        for field, message in _bad_fields(entry):
            yield f"{entry.name}: {field}: {message}"


def _read(path: Path) -> list[Any]:
    size = path.stat().st_size
    if size > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        raise FixtureError(
            f"it is {size // 1024 // 1024} MB large, and at most {megabytes} MB are read at once. "
            "Split it into several files."
        )
    data = path.read_bytes()
    if data.startswith(b"\xef\xbb\xbf"):
        raise FixtureError("it starts with a byte order mark. Save it as UTF-8 without one.")
    try:
        objects = json.loads(data.decode("utf-8"), object_pairs_hook=_without_repetition)
    except UnicodeDecodeError as error:
        raise FixtureError(f"byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise FixtureError(
            f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}."
        ) from error
    except RecursionError as error:
        raise FixtureError("it is nested too deeply to be a fixture.") from error
    except ValueError as error:
        raise FixtureError("it holds a number of too many digits.") from error
    if not isinstance(objects, list) or not objects:
        raise FixtureError('it must be a list of objects: [{"model": …, "fields": {…}}, …].')
    return objects


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FixtureError(f'an object has "{twice}" twice, near {json.dumps(found)[:120]}.')
    return found


def _understand(place: int, item: Any) -> tuple[str, Entry | None]:
    if not isinstance(item, dict) or not isinstance(item.get("model"), str):
        return 'it must have "model" and "fields".', None
    try:
        model = apps.get_model(item["model"])
    except (LookupError, ValueError):
        known = ", ".join(known._meta.label_lower for known in KEYS)
        return f'model: there is no model "{item["model"]}". The content is made of {known}.', None
    if model not in KEYS:
        return "", None
    if not isinstance(item.get("fields"), dict):
        return f'fields: a {model._meta.label_lower} needs "fields": {{…}}.', None
    if "pk" in item:
        return (
            "pk: leave it out; objects are known by their natural keys. "
            "(dumpdata --natural-foreign --natural-primary writes them so.)",
            None,
        )
    return "", Entry(place, model, item["fields"])


def _duplicates(entries: list[Entry]) -> Iterator[str]:
    first: dict[str, int] = {}
    for entry in entries:
        key = [_as_stored(entry, name) for name in KEYS[entry.model]]
        identity = json.dumps([entry.model._meta.label, *key])
        if identity in first:
            field = KEYS[entry.model][-1]
            yield f"{entry.name}: {field}: object {first[identity]} is the same one already."
        first.setdefault(identity, entry.place)


def _as_stored(entry: Entry, name: str) -> Any:
    value, field = entry.fields.get(name), entry.model._meta.get_field(name)
    if isinstance(value, str) and isinstance(field, models.CharField):
        return field.to_python(one_line(value))
    return value


def _bad_references(entries: list[Entry]) -> Iterator[str]:
    here: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry in entries:
        here[entry.model].add(str(entry.fields.get("slug")))
    wanted: list[tuple[Entry, str, type[models.Model], Any]] = []
    for entry in entries:
        for field in entry.model._meta.get_fields():
            value = entry.fields.get(field.name)
            if not field.is_relation or value is None:
                continue
            target: Any = field.related_model
            values = value if field.many_to_many and isinstance(value, list) else [value]
            wanted.extend((entry, field.name, target, each) for each in values)
    stored: dict[type[models.Model], set[str]] = {
        model: set(model._default_manager.values_list("slug", flat=True))
        for model in {target for _, _, target, _ in wanted}
    }
    for entry, name, target, value in wanted:
        kind = target._meta.model_name
        if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)):
            yield f'{entry.name}: {name}: write the {kind} as a list with its slug, like ["a-slug"].'
        elif value[0] not in here[target] and value[0] not in stored[target]:
            yield f'{entry.name}: {name}: there is no {kind} "{value[0]}" here or in the database.'


def _steps(entries: list[Entry]) -> list[GivenStep]:
    """The steps whose question and position can be read; what else is wrong is said field by field."""
    return [
        GivenStep(entry.name, slug, position, as_uuid(entry.fields.get("uid")))
        for entry in entries
        if entry.model is Step
        and (slug := entry.slug_of("question"))
        and type(position := entry.fields.get("position")) is int
    ]


def _bad_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    known = {
        field.name: field
        for field in (*entry.model._meta.fields, *entry.model._meta.many_to_many)
        if getattr(field, "serialize", True) and not field.primary_key
    }
    for name in entry.fields:
        if name not in known:
            yield name, f"there is no such field. There are {', '.join(known)}."
    values: dict[str, Any] = {}
    for name, field in known.items():
        is_required = field.is_relation and not field.many_to_many and not field.null
        if is_required and entry.fields.get(name) is None:
            yield name, "it is missing."
        elif name not in entry.fields:
            if not (field.is_relation or field.blank or field.has_default() or not field.editable):
                yield name, "it is missing."
        elif not field.is_relation:
            if message := problem_with(field, entry.fields[name]):
                yield name, message
            else:
                values[name] = entry.fields[name]
    if entry.model is Redirect and (entry.fields.get("question") is None) == (
        entry.fields.get("topic") is None
    ):
        yield "question", "write either a question or a topic that it leads to."
    if entry.model is Question and entry.slug_of("replaced_by") == entry.fields.get("slug"):
        yield "replaced_by", "a question cannot take its own place. Name another, or leave it out."
    yield from _invalid(entry, values)


def _invalid(entry: Entry, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the model's own validators say of the fields that are given."""
    instance = entry.model(**values)
    others = {field.name for field in entry.model._meta.fields} - set(values)
    clean_lines(instance)
    try:
        instance.clean_fields(exclude=others)
        if isinstance(instance, Question | Topic) and "slug" in values:
            validate_unclaimed(instance)
        if isinstance(instance, Synonym) and "words" in values:
            validate_synonym(instance)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield name, " ".join(messages) + _accepted(entry.model, name)


def _accepted(model: type[models.Model], name: str) -> str:
    choices = getattr(model._meta.get_field(name), "choices", None)
    return f" It may be {', '.join(str(value) for value, _ in choices)}." if choices else ""
