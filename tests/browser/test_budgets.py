"""What a question page costs a reader's line."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Response

from tests.site import Site

KILOBYTE = 1000


def weight(responses: list[Response]) -> int:
    """Bytes of the bodies as they travelled, compressed."""
    sizes = [response.request.sizes()["responseBodySize"] for response in responses]
    assert all(sizes)
    return sum(sizes)


@pytest.fixture(scope="module")
def files(browser: Browser, site: Site) -> Iterator[list[Response]]:
    """Everything a browser that has nothing yet loads for the longest question page."""
    context = browser.new_context()
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{site.url}/questions/decline-freelance-work/", wait_until="networkidle")
    assert len(responses) >= 7
    yield responses
    context.close()


@pytest.fixture
def sheets(files: list[Response]) -> list[Response]:
    return [response for response in files if response.request.resource_type == "stylesheet"]


@pytest.fixture
def scripts(files: list[Response]) -> list[Response]:
    return [response for response in files if response.request.resource_type == "script"]


@pytest.fixture
def typefaces(files: list[Response]) -> list[Response]:
    return [response for response in files if response.request.resource_type == "font"]


def test_question_page_with_all_its_files_weighs_at_most_40_kilobytes(
    files: list[Response], typefaces: list[Response]
) -> None:
    """But for the typeface, without which a page is shown as soon as it can be."""
    assert weight([each for each in files if each not in typefaces]) <= 40 * KILOBYTE


def test_typeface_is_one_file_of_at_most_40_kilobytes(typefaces: list[Response]) -> None:
    assert len(typefaces) == 1
    assert weight(typefaces) <= 40 * KILOBYTE
    assert "immutable" in typefaces[0].headers["cache-control"]


def test_style_sheets_weigh_at_most_12_kilobytes(sheets: list[Response]) -> None:
    assert len(sheets) >= 6
    assert weight(sheets) <= 12 * KILOBYTE


def test_scripts_weigh_at_most_8_kilobytes(scripts: list[Response]) -> None:
    assert len(scripts) >= 2
    assert weight(scripts) <= 8 * KILOBYTE


def test_question_page_loads_nothing_but_itself_its_looks_and_scripts(
    files: list[Response],
) -> None:
    kinds = {response.request.resource_type for response in files}
    assert kinds - {"image", "other"} == {"document", "stylesheet", "script", "font"}


def test_style_sheets_and_scripts_travel_compressed_and_are_kept_for_ever(
    sheets: list[Response], scripts: list[Response]
) -> None:
    kept = {
        (each.headers["content-encoding"], "immutable" in each.headers["cache-control"])
        for each in (*sheets, *scripts)
    }
    assert kept == {("br", True)}
