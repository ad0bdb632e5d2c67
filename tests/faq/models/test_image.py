"""The Markdown of an image, and the sizes of images in rendered texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.models import Image, Step, render_with_images
from faq.text.figures import alt_text
from faq.text.markdown import parse
from faq.text.markdown_writer import blocks, write
from tests.factories import make_image, make_question

NAME = f"{'0a' * 32}.png"


@given(st.text(alphabet="\\[]()`*_<>&|~!#-+.:\"'{} aé1›").filter(str.strip))
def test_markdown_keeps_any_alternative_text(words: str) -> None:
    shown = Image(alt=words, name=NAME).markdown
    for text in (shown, write(blocks(shown, base="https://a/"))):
        (paragraph,) = [token for token in parse(text) if token.type == "inline"]
        (image,) = paragraph.children or []
        assert image.type == "image"
        assert alt_text(image) == " ".join(words.split())
        assert str(image.attrGet("src")).endswith(f"/media/{NAME}")


@pytest.mark.usefixtures("db", "media")
def test_stored_texts_have_the_sizes_of_their_images(django_assert_num_queries) -> None:
    image = make_image()
    question = make_question(body=image.markdown, steps=["Open it"])
    Step.objects.get().delete()
    step = Step(
        question=question, position=1, title="Open it", body=image.markdown, caution=image.markdown
    )
    step.save()
    shown = (
        f'<p><img src="{image.address}" alt="The menu" width="40" height="20" loading="lazy"></p>'
    )
    assert [question.body_html, step.body_html, step.caution_html] == [shown] * 3
    with django_assert_num_queries(0):
        assert render_with_images("No image.") == "<p>No image.</p>"
    with django_assert_num_queries(1):
        assert render_with_images(f"{image.markdown} {image.markdown}").count('width="40"') == 2


@pytest.mark.django_db
def test_static_images_have_their_sizes() -> None:
    html = render_with_images('![a](/static/faq/sample/contract-menu.png "A")')
    assert 'width="1200" height="500"' in html
    for path in ("faq/leaf.svg", "faq/none.png", "faq/css/base.css"):
        assert "width" not in render_with_images(f"![a](/static/{path})")
