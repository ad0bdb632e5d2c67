"""Renders texts with videos and long lines of code anew: players and blocks that can have the focus are new HTML."""

from functools import partial
from importlib import import_module

from django.db import migrations

_render_again = import_module("faq.migrations.0012_rich_html").render_again
_SIGNS = ("![", "```", "~~~", "    ", "\t")


class Migration(migrations.Migration):
    dependencies = [("faq", "0015_pages_and_banners")]

    # Older code shows the new HTML as it is, so there is nothing to undo.
    operations = [
        migrations.RunPython(partial(_render_again, signs=_SIGNS), migrations.RunPython.noop)
    ]
