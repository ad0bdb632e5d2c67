"""Uploaded images: checked, and encoded again."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from faq.images.uploads import MAX_PIXELS, InvalidImage, check_and_encode
from tests.pictures import RED, opened, picture

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def encoded(data: bytes) -> Image.Image:
    """What is kept, decoded again."""
    done = check_and_encode(io.BytesIO(data))
    image = opened(done.data)
    assert image.size == (done.width, done.height)
    return image


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidImage) as problem:
        check_and_encode(io.BytesIO(data))
    return str(problem.value)


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...]) -> bool:
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize(
    ("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")], ids=str.lower
)
def test_image_is_encoded_again_in_its_format(kind: str, ending: str) -> None:
    done = check_and_encode(io.BytesIO(picture(kind)))
    image = opened(done.data)
    assert (done.ending, image.format, image.size) == (ending, kind, (40, 20))
    assert near(image, (20, 10), RED)
    assert check_and_encode(io.BytesIO(picture(kind))) == done


def test_hidden_data_is_removed() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "taken at home")
    exif = Image.Exif()
    exif[0x010F] = "taken at home"
    files = [
        picture(pnginfo=words, exif=exif, icc_profile=b"taken at home", dpi=(72, 72)),
        picture("JPEG", comment="taken at home", exif=exif, icc_profile=b"taken at home"),
        picture("WEBP", exif=exif, xmp=b"taken at home", icc_profile=b"taken at home"),
    ]
    for data in files:
        data += SCRIPT
        assert b"taken at home" in data
        done = check_and_encode(io.BytesIO(data)).data
        assert b"taken at home" not in done
        assert b"script" not in done
        image = opened(done)
        left = set(image.info) | set(image.getexif())
        assert left <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "background", "loop"}


def test_first_picture_of_a_phone_is_kept() -> None:
    """Phones store a second picture, such as the depth, in the same JPEG."""
    pair = io.BytesIO()
    second = Image.new("L", (10, 10), 0)
    Image.new("RGB", (40, 20), RED).save(pair, "MPO", save_all=True, append_images=[second])
    assert opened(pair.getvalue()).format == "MPO"
    done = check_and_encode(io.BytesIO(pair.getvalue()))
    image = opened(done.data)
    assert (done.ending, image.format, image.size) == ("jpg", "JPEG", (40, 20))
    assert near(image, (20, 10), RED)


def test_rotated_image_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = io.BytesIO()
    image = Image.new("RGB", (40, 20), RED)
    image.paste((20, 20, 200), (0, 0, 20, 20))
    image.save(data, "JPEG", exif=exif)
    turned = encoded(data.getvalue())
    assert turned.size == (20, 40)
    assert near(turned, (10, 5), (20, 20, 200))
    assert near(turned, (10, 35), RED)


@pytest.mark.parametrize(
    ("kind", "mode", "colour", "seen"),
    [
        ("PNG", "1", 1, (255, 255, 255)),
        ("PNG", "L", 90, (90, 90, 90)),
        ("PNG", "LA", (90, 255), (90, 90, 90)),
        ("PNG", "P", 0, (0, 0, 0)),
        ("PNG", "I;16", 90 * 257, (90, 90, 90)),
        ("PNG", "RGBA", (*RED, 255), RED),
        ("JPEG", "CMYK", (0, 0, 0, 128), (127, 127, 127)),
    ],
)
def test_rare_colour_modes_are_converted(
    kind: str, mode: str, colour: object, seen: tuple[int, int, int]
) -> None:
    image = encoded(picture(kind, mode=mode, colour=colour))
    assert image.mode in {"L", "RGB", "RGBA"}
    assert near(image, (20, 10), seen)


def test_transparency_is_kept() -> None:
    clear = encoded(picture(mode="P", colour=0, transparency=0))
    assert clear.mode == "RGBA"
    assert clear.getpixel((5, 5)) == (0, 0, 0, 0)


def test_wide_image_is_scaled_down_in_proportion() -> None:
    assert encoded(picture(size=(3200, 100))).size == (1600, 50)
    assert encoded(picture("JPEG", size=(3200, 1000))).size == (1600, 500)
    assert encoded(picture(size=(10, 12800))).size == (5, 6400)
    assert encoded(picture(size=(1600, 10))).size == (1600, 10)
    assert encoded(picture(size=(5000, 1))).size == (1600, 1)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(6000, 5001), (10_000, 10_000), (60_000, 60_000)])
def test_decompression_bomb_is_rejected_before_decoding(size: tuple[int, int]) -> None:
    """Check 71."""
    assert size[0] * size[1] > MAX_PIXELS
    assert refusal(bomb(*size)).startswith("The image has more than 30 million pixels.")


def test_animated_image_is_rejected() -> None:
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in (10, 200)]
    for kind in ("PNG", "WEBP"):
        data = io.BytesIO()
        frames[0].save(data, kind, save_all=True, append_images=frames[1:])
        assert refusal(data.getvalue()).startswith("The image is animated.")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(SVG, id="svg"),
        pytest.param(SCRIPT, id="script"),
        pytest.param(b"GIF89a" + SCRIPT, id="script that calls itself a GIF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + SCRIPT, id="script that calls itself a PNG"),
        pytest.param(picture("GIF"), id="gif"),
        pytest.param(picture("BMP"), id="bmp"),
        pytest.param(picture("TIFF"), id="tiff"),
        pytest.param(picture("PNG", size=(300, 300))[:-40], id="truncated png"),
        pytest.param(picture("JPEG", size=(300, 300))[:300], id="truncated jpeg"),
        pytest.param(picture("WEBP", size=(300, 300))[:60], id="truncated webp"),
        pytest.param(bomb(10, 10), id="no pixels"),
        pytest.param(b"\x00" * 1000, id="nul"),
    ],
)
def test_other_file_is_rejected_with_a_message(data: bytes) -> None:
    assert (
        refusal(data)
        == "The file is not a PNG, JPEG or WebP image, or it is damaged. Choose another file."
    )


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
)
def test_damaged_image_is_rejected_or_encoded(kind: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(picture(kind, size=(9, 9)))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        done = check_and_encode(io.BytesIO(bytes(data)))
    except InvalidImage:
        return
    assert opened(done.data).size == (done.width, done.height)
