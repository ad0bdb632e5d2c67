"""Which language an address names, and which a browser asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import conf, languages


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/de/", ("de", "/")),
        ("/de/search/", ("de", "/search/")),
        ("/en/questions/end-contract/", ("en-gb", "/questions/end-contract/")),
        ("/es//evil.example/", ("es", "//evil.example/")),
        ("/de", (None, "/de")),
        ("/", (None, "/")),
        ("", (None, "")),
        ("/en-gb/", (None, "/en-gb/")),
        ("/fr/search/", (None, "/fr/search/")),
        ("/DE/", (None, "/DE/")),
        ("/search/de/", (None, "/search/de/")),
    ],
)
def test_from_path_takes_the_first_part_if_it_is_a_language(
    path: str, found: tuple[str | None, str]
) -> None:
    assert languages.split_prefix(path) == found


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr, es;q=0.5, de;q=0.4", "es"),
        ("en-US,en;q=0.9", "en-gb"),
        ("fr", "en-gb"),
        ("*", "en-gb"),
        ("fr, *;q=0.5, de;q=0.1", "en-gb"),
        ("", "en-gb"),
        ("de;q=0, en", "en-gb"),
        ("\x00;;q=,,=;q=9e9", "en-gb"),
        ("de," * 10_000, "de"),
    ],
)
def test_accepted_is_the_one_liked_best_that_is_spoken(header: str, code: str) -> None:
    assert languages.preferred_language(header) == code


@given(header=st.text(alphabet=st.sampled_from("dexs-*;q=.,019 \x00é"), max_size=60))
def test_accepted_is_a_language_of_ours_whatever_is_sent(header: str) -> None:
    assert languages.preferred_language(header) in conf.languages()
