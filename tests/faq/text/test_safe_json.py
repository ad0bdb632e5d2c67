"""JSON that is safe in HTML."""

import json

from hypothesis import given
from hypothesis import strategies as st

from faq.text.safe_json import Json, safe_json

TEXTS = st.text(alphabet="<>&/!-script\\\"'\n é😀")


@given(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS)))
def test_any_text_is_kept_and_contains_no_html(data: dict[str, Json]) -> None:
    written = safe_json(data)
    assert json.loads(written) == data
    assert not set("<>&\n") & set(written)
