"""Tests of manage.py labels."""

import io

import pytest
from django.core.management import call_command

from tests.factories import make_question


@pytest.mark.django_db
def test_labels_lists_bold_words_with_their_places() -> None:
    question = make_question(body="Press **OK**, **never** that.", steps=["Choose **Save**"])
    question.steps.update(body="**Hourly** [[Done]]", caution="**Note:** no")
    make_question(slug="other", body="[[Save]]")
    out = io.StringIO()
    call_command("labels", stdout=out)
    address = f"/admin/faq/question/{question.pk}/change/"
    assert out.getvalue().splitlines() == [
        f"{address} body: “OK”",
        f"{address} step 1, title: “Save”",
        f"{address} step 1, body: “Hourly”, or perhaps emphasis",
        "Bold words that may be labels: 3.",
    ]
