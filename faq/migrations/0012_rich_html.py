"""Renders texts with images, tables and details anew: captions, folds and tables that scroll are new HTML."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import Q

from faq.models.image import render_with_images

_SIGNS = ("|", "![", "details>")


def _render(rows: Any, columns: Iterable[str], signs: Iterable[str]) -> int:
    """Render the texts of a table that have one of the signs, and return how many rows changed."""
    # Any: a manager of a model as it was at this point of the history.
    has_sign = Q(
        *[(f"{column}__icontains", sign) for column in columns for sign in signs], _connector=Q.OR
    )
    count = 0
    for row in rows.filter(has_sign).iterator(chunk_size=500):
        html = {f"{column}_html": render_with_images(getattr(row, column)) for column in columns}
        if any(getattr(row, name) != text for name, text in html.items()):
            rows.filter(pk=row.pk).update(**html)
            count += 1
    return count


def render_again(apps: Apps, schema_editor: object, signs: Iterable[str] = _SIGNS) -> None:
    changed = _render(apps.get_model("faq", "Question")._base_manager, ("body",), signs)
    changed += _render(apps.get_model("faq", "Step")._base_manager, ("body", "caution"), signs)
    if changed:
        # No page that was cached before may be shown again.
        apps.get_model("faq", "ContentVersion").objects.update(number=secrets.randbits(62) + 1)


class Migration(migrations.Migration):
    dependencies = [("faq", "0011_review_comment_explains")]

    # Older code shows the new HTML as it is, so there is nothing to undo.
    operations = [migrations.RunPython(render_again, migrations.RunPython.noop)]
