"""Unused images."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from faq.images import delete_uploads, find_unused, upload_path
from faq.models import Attachment, Image, Step
from tests.factories import (
    make_attachment,
    make_copy,
    make_draft,
    make_image,
    make_page,
    make_question,
    make_revision,
)

pytestmark = pytest.mark.usefixtures("db", "media")

TOMORROW = timezone.now() + timedelta(days=2)


def test_images_of_questions_copies_and_revisions_are_used(ines: User) -> None:
    images = [make_image() for _ in range(7)]
    in_body, in_step, in_caution, in_draft, in_copy, in_revision, unneeded = images
    make_question(body=in_body.markdown)
    question = make_question(steps=["Open it"])
    Step.objects.update(body=in_step.markdown, caution=in_caution.markdown)
    make_draft(body=f"text {in_draft.markdown} text")
    make_copy(question, by=ines, body=in_copy.markdown)
    revision = make_revision(make_question(body=in_revision.markdown))
    assert revision.question
    revision.question.body = ""
    revision.question.save()
    assert find_unused(TOMORROW) == [unneeded.name]


def test_new_image_is_not_unused() -> None:
    make_image()
    assert find_unused(timezone.now()) == []
    assert len(find_unused(TOMORROW)) == 1


def test_unfinished_files_are_unused_and_other_files_ignored(media: Path) -> None:
    media.mkdir()
    orphan = f"{'0' * 64}.webp"
    for name in (orphan, ".unfinished-x", "notes.txt", f"{'0' * 64}.svg", f"{'0' * 63}.png"):
        (media / name).write_bytes(b"x")
        os.utime(media / name, (0, 0))
    assert find_unused(timezone.now()) == [".unfinished-x", orphan]


def test_missing_folder_has_no_unused_images(media: Path) -> None:
    assert not media.exists()
    assert find_unused(TOMORROW) == []


def test_delete_images_deletes_files_and_rows() -> None:
    kept, gone = make_image(), make_image()
    delete_uploads([gone.name])
    assert list(Image.objects.all()) == [kept]
    assert (upload_path(kept.name).exists(), upload_path(gone.name).exists()) == (True, False)


def test_attachments_are_found_and_deleted_like_images() -> None:
    used, unneeded = make_attachment(), make_attachment()
    make_draft(steps=["Read"]).steps.update(caution=used.markdown)
    assert find_unused(TOMORROW) == [unneeded.name]
    delete_uploads([unneeded.name])
    assert Attachment.objects.get() == used
    assert not upload_path(unneeded.name).exists()


def test_files_of_pages_such_as_the_imprint_are_used() -> None:
    make_page(body=f"{make_attachment().markdown}\n\n{make_image().markdown}")
    assert find_unused(TOMORROW) == []
