"""Queries put into SQL once: for what every page asks, that takes the ORM ten times as long as asking."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable, get_related_populators


class Blank(Expression):
    """Stands in a query for a value that is given each time."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class WrittenQuery:
    """A query that is written once, and asked with other values each time.

    The methods of QuerySets make it like any other, so it holds what they hold: published() is still the
    one place that says what a reader may see.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]], **fields: "Field[Any, Any]") -> None:
        """Nothing is written before it is first asked.

        Args:
            make: gets a blank by each name, and returns the query with the blanks in place of values.
            fields: by name, what kind of value takes the place of a blank.
        """
        self._make = make
        self._fields = fields

    @cached_property
    def _written(self) -> "_Written":
        blanks = {name: Blank(name, field) for name, field in self._fields.items()}
        return _Written(self._make(**blanks))

    def rows(self, **values: Any) -> list[Any]:
        """What the database holds now: model instances, or tuples if the query is for columns.

        Args:
            values: one for each blank, by name.
        """
        return self._written.rows(values)


class _Written:
    """The query in the words of its database, and the way from a row to an instance."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.alias = queryset.db
        compiler = queryset.query.get_compiler(self.alias)
        self.sql, self.parameters = compiler.as_sql()
        self.compiler = compiler
        self.converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self.is_for_instances = issubclass(queryset._iterable_class, ModelIterable)
        if self.is_for_instances:
            info = compiler.klass_info
            places = info["select_fields"]
            self.model = info["model"]
            self.place = slice(places[0], places[-1] + 1)
            self.names = [column.target.attname for column, _, _ in compiler.select[self.place]]
            self.populators = get_related_populators(info, compiler.select, self.alias)  # type: ignore[call-arg]
            self.annotations = list(compiler.annotation_col_map.items())

    def rows(self, values: dict[str, Any]) -> list[Any]:
        connection = connections[self.alias]
        filled = [
            each.output_field.get_db_prep_value(values[each.name], connection)
            if isinstance(each, Blank)
            else each
            for each in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = cursor.fetchall()
        rows = self.compiler.apply_converters(found, self.converters) if self.converters else found
        return [self._instance(row) for row in rows] if self.is_for_instances else list(rows)

    def _instance(self, row: list[Any]) -> Any:
        instance = self.model.from_db(self.alias, self.names, row[self.place])
        for populator in self.populators:
            populator.populate(row, instance)
        for name, place in self.annotations:
            setattr(instance, name, row[place])
        return instance
