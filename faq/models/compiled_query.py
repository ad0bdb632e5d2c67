"""Queries that are compiled to SQL once: compiling takes the ORM ten times as long as SQLite takes to answer."""

from collections.abc import Callable, Sequence
from functools import cached_property

# Any: this module passes on rows of any model, and the compiler of any database.
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable, get_related_populators


class Placeholder(Expression):
    """A parameter of the SQL whose value is known only when the query runs."""

    def __init__(self, name: str, field: Field[Any, Any], index: int | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name
        self.index = index

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def value(self, values: dict[str, Any]) -> Any:
        """Return the value for the query; None, which equals nothing, if a list is shorter than it may be."""
        value = values[self.name]
        if self.index is None:
            return value
        return value[self.index] if self.index < len(value) else None


class CompiledQuery:
    """A query that is compiled once and runs with other values each time.

    QuerySet methods build it like any other, so published() remains the one place that says what a
    reader may see.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any]],
        **fields: Field[Any, Any] | Sequence[Field[Any, Any]],
    ) -> None:
        """Take the query; it is compiled when it first runs.

        Args:
            build: takes a placeholder, or a list of them, for each name in `fields`, and returns the query.
            fields: the type of each value. A list of fields stands for a list of at most as many values.
        """
        self._build = build
        self._fields = fields

    @cached_property
    def _compiled(self) -> "_Compiled":
        placeholders = {name: _placeholders(name, field) for name, field in self._fields.items()}
        return _Compiled(self._build(**placeholders))

    def rows(self, **values: Any) -> list[Any]:
        """Run the query and return model instances, or tuples if it is a values_list().

        Args:
            values: one for each placeholder; a list may be shorter than its list of fields, and not longer.
        """
        for name, value in values.items():
            fields = self._fields[name]
            if not isinstance(fields, Field) and len(value) > len(fields):
                raise ValueError(f"{name} has {len(value)} values. The query takes {len(fields)}.")
        return self._compiled.rows(values)


def _placeholders(
    name: str, fields: Field[Any, Any] | Sequence[Field[Any, Any]]
) -> Placeholder | list[Placeholder]:
    if isinstance(fields, Field):
        return Placeholder(name, fields)
    return [Placeholder(name, field, index) for index, field in enumerate(fields)]


class _Compiled:
    """The SQL, and what makes an instance of a row."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.alias = queryset.db
        compiler = queryset.query.get_compiler(self.alias)
        self.sql, self.parameters = compiler.as_sql()
        self.compiler = compiler
        self.converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self.is_for_instances = issubclass(queryset._iterable_class, ModelIterable)
        if self.is_for_instances:
            info = compiler.klass_info
            columns = info["select_fields"]
            self.model = info["model"]
            self.columns = slice(columns[0], columns[-1] + 1)
            self.names = [column.target.attname for column, _, _ in compiler.select[self.columns]]
            self.populators = get_related_populators(info, compiler.select, self.alias)  # type: ignore[call-arg]
            self.annotations = list(compiler.annotation_col_map.items())

    def rows(self, values: dict[str, Any]) -> list[Any]:
        connection = connections[self.alias]
        parameters = [
            each.output_field.get_db_prep_value(each.value(values), connection)
            if isinstance(each, Placeholder)
            else each
            for each in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [self._instance(row) for row in rows] if self.is_for_instances else list(rows)

    def _instance(self, row: list[Any]) -> Any:
        instance = self.model.from_db(self.alias, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, instance)
        for name, column in self.annotations:
            setattr(instance, name, row[column])
        return instance
