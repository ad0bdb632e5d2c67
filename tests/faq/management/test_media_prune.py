"""Tests of manage.py media_prune."""

import os
from io import StringIO

import pytest
from django.core.management import call_command

from faq.images import upload_path
from faq.models import Image
from tests.factories import make_image, make_question

pytestmark = pytest.mark.usefixtures("db", "media")


def prune(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("media_prune", *arguments, stdout=said)
    return said.getvalue().splitlines()


def test_media_prune_deletes_only_with_the_option() -> None:
    used, unneeded = make_image(), make_image()
    make_question(body=used.markdown)
    for image in (used, unneeded):
        os.utime(upload_path(image.name), (0, 0))
    assert prune() == [unneeded.name, "Unused: 1. Run again with --delete to delete them."]
    assert Image.objects.count() == 2
    assert upload_path(unneeded.name).exists()
    assert prune("--delete") == [unneeded.name, "Deleted: 1."]
    assert list(Image.objects.all()) == [used]
    assert upload_path(used.name).exists()
    assert not upload_path(unneeded.name).exists()
    assert prune("--delete") == ["Deleted: 0."]
