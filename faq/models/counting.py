"""Counts of related rows as annotations that searches and filters of a list do not change."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_by(field: str, rows: QuerySet[Any]) -> Coalesce:
    """Return an annotation with the number of the rows that refer to each row of the query.

    Count("steps") joins the table instead, so a search that joins another one would multiply it.

    Args:
        field: the foreign key of the rows.
        rows: the rows to count. Any: the rows of any model.
    """
    mine = rows.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)
