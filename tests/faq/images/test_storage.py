"""Images in files that are named after a hash of their content."""

import hashlib
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from faq.disk import NotStored
from faq.images import check_and_encode, store_image, upload_path
from faq.models import Image
from tests.factories import NOW
from tests.pictures import picture

pytestmark = pytest.mark.usefixtures("db", "media")


def test_image_is_stored_under_the_hash_of_its_content(media: Path, ines: User) -> None:
    encoded = check_and_encode(io.BytesIO(picture("JPEG")))
    image = store_image(encoded, "The menu", by=ines, at=NOW)
    assert image.name == f"{hashlib.sha256(encoded.data).hexdigest()}.jpg"
    assert upload_path(image.name).read_bytes() == encoded.data
    assert [path.name for path in media.iterdir()] == [image.name]
    about = Image.objects.values("alt", "width", "height", "byte_count", "uploaded_by").get()
    assert about == {
        "alt": "The menu",
        "width": 40,
        "height": 20,
        "byte_count": len(encoded.data),
        "uploaded_by": ines.pk,
    }


def test_same_image_is_stored_once(media: Path, ines: User, rafi: User) -> None:
    first = store_image(check_and_encode(io.BytesIO(picture())), "The menu", by=ines, at=NOW)
    second = store_image(check_and_encode(io.BytesIO(picture())), "Another word", by=rafi, at=NOW)
    assert second == first
    assert (second.alt, second.uploaded_by) == ("The menu", ines)
    assert len(list(media.iterdir())) == 1


def test_failed_write_leaves_no_file(media: Path, ines: User) -> None:
    encoded = check_and_encode(io.BytesIO(picture()))
    name = f"{hashlib.sha256(encoded.data).hexdigest()}.png"
    (media / name).mkdir(parents=True)
    with pytest.raises(NotStored, match="disk is full or a folder is not writable"):
        store_image(encoded, "The menu", by=ines, at=NOW)
    assert [path.name for path in media.iterdir()] == [name]
    assert not Image.objects.exists()
