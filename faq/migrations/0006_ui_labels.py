"""Marks the labels among the bold words of existing content: readers see bold words as labels no more.

Revisions are converted too, so that a working copy does not look as if its question had changed since.
"""

import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import Q

from faq.text.bold_labels import mark_labels
from faq.text.markdown import MAX_LENGTH, render, render_inline
from faq.text.media_names import media_names_in
from faq.text.ui_labels import MAX_LENGTH as LABEL_LENGTH

_LABEL = re.compile(rf"\[\[([^\[\]*\n]{{1,{LABEL_LENGTH}}})\]\](?![(\[])")


# Converts a text, given whether it is the title of a step.
Convert = Callable[[str, bool], str]


class _Converter:
    def __init__(self) -> None:
        self.doubtful = 0

    def __call__(self, text: str, is_title: bool) -> str:
        marked = mark_labels(text, is_title=is_title)
        self.doubtful += len(marked.doubtful)
        return marked.text


def _to_bold(text: str, is_title: bool) -> str:
    return _LABEL.sub(r"**\1**", text)


def _convert(apps: Apps, convert: Convert, signs: Iterable[str]) -> int:
    """Convert all texts, and return how many rows changed."""
    Question, Step = apps.get_model("faq", "Question"), apps.get_model("faq", "Step")
    changed = _convert_rows(apps, Question._base_manager, ("body",), convert, signs)
    changed += _convert_rows(apps, Step._base_manager, ("title", "body", "caution"), convert, signs)
    if changed:
        apps.get_model("faq", "ContentVersion").objects.update(number=secrets.randbits(62) + 1)
    return changed


def _convert_revisions(apps: Apps, convert: Convert) -> None:
    revisions = apps.get_model("faq", "Revision")._base_manager
    for pk, content in revisions.values_list("pk", "content").iterator(chunk_size=100):
        before = repr(content)
        _convert_snapshot(content, convert)
        if repr(content) != before:
            revisions.filter(pk=pk).update(content=content)


def _convert_rows(
    apps: Apps, rows: Any, columns: Iterable[str], convert: Convert, signs: Iterable[str]
) -> int:
    count = 0
    has_sign = Q(*[(f"{column}__contains", each) for column in columns for each in signs], _connector=Q.OR)
    for row in rows.filter(has_sign).iterator(chunk_size=500):
        values: dict[str, str] = {}
        for column in columns:
            text = convert(getattr(row, column), column == "title")
            if text != getattr(row, column) and len(text) <= MAX_LENGTH:
                values |= {column: text, f"{column}_html": _render(apps, column, text)}
        if values:
            rows.filter(pk=row.pk).update(**values)
            count += 1
    return count


def _render(apps: Apps, column: str, text: str) -> str:
    if column == "title":
        return render_inline(text)
    images = apps.get_model("faq", "Image").objects.filter(name__in=media_names_in([text]))
    return render(text, {image.name: (image.width, image.height) for image in images})


def _convert_snapshot(content: Any, convert: Convert) -> None:
    content["body"] = convert(content.get("body", ""), False)
    for step in content.get("steps", []):
        for column in ("title", "body", "caution"):
            step[column] = convert(step.get(column, ""), column == "title")


def mark(apps: Apps, schema_editor: object) -> None:
    convert = _Converter()
    changed = _convert(apps, convert, ("**", "__"))
    _convert_revisions(apps, _Converter())
    if changed or convert.doubtful:
        print(
            f"\n  Bold words became labels in {changed} questions and steps. Bold words that may be "
            f"labels too: {convert.doubtful}. manage.py labels lists them."
        )


def unmark(apps: Apps, schema_editor: object) -> None:
    _convert(apps, _to_bold, ("[[",))
    _convert_revisions(apps, _to_bold)


class Migration(migrations.Migration):
    dependencies = [("faq", "0005_notification")]

    operations = [
        migrations.RunPython(mark, unmark),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "step",
                    "title",
                    models.CharField(
                        "title",
                        help_text=(
                            "One action, verb first. Write words from the screen as [[Save]], and paths "
                            "through menus as [[Jobs › My Jobs]]."
                        ),
                        max_length=200,
                    ),
                )
            ]
        ),
    ]
