"""Images that no text needs are found, and those that one needs are kept."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from faq.images import delete_images, find_unused, image_path
from faq.models import Image, Step
from tests.factories import make_copy, make_draft, make_image, make_question, make_revision

pytestmark = pytest.mark.usefixtures("db", "media")

TOMORROW = timezone.now() + timedelta(days=2)


def test_images_of_questions_copies_and_revisions_are_kept(ines: User) -> None:
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


def test_image_of_today_is_kept_since_its_text_may_be_being_written() -> None:
    make_image()
    assert find_unused(timezone.now()) == []
    assert len(find_unused(TOMORROW)) == 1


def test_left_overs_are_found_and_other_files_left_alone(media: Path) -> None:
    media.mkdir()
    orphan = f"{'0' * 64}.webp"
    for name in (orphan, ".unfinished-x", "notes.txt", f"{'0' * 64}.svg", f"{'0' * 63}.png"):
        (media / name).write_bytes(b"x")
        os.utime(media / name, (0, 0))
    assert find_unused(timezone.now()) == [".unfinished-x", orphan]


def test_no_folder_holds_nothing(media: Path) -> None:
    assert not media.exists()
    assert find_unused(TOMORROW) == []


def test_removed_images_are_gone_with_their_rows() -> None:
    kept, gone = make_image(), make_image()
    delete_images([gone.name])
    assert list(Image.objects.all()) == [kept]
    assert (image_path(kept.name).exists(), image_path(gone.name).exists()) == (True, False)
