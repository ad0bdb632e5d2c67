"""Which styles and scripts a question page needs."""

import pytest

from faq.models import Question, Step
from faq.rendering.rich_parts import RichParts, rich_parts
from faq.text.markdown import render

NAME = f"{'0a' * 32}.png"
CASES = {
    "**a** <pre> <figure>": RichParts(False, False, False),
    "```\n" + "a" * 40 + "\n```": RichParts(True, False, True),
    "![a](https://youtu.be/dQw4w9WgXcQ)": RichParts(
        True, False, False, True, False, ("https://www.youtube-nocookie.com",)
    ),
    f"![a](https://tube.example.org/w/{'a' * 22})\n![a](https://vimeo.com/1)": RichParts(
        True, False, False, True, False, ("https://player.vimeo.com",)
    ),
    "`![a](https://youtu.be/dQw4w9WgXcQ)` data-player='https://a.example/'": RichParts(
        False, False, False
    ),
    "```\na\n```": RichParts(True, False, True),
    "    a": RichParts(True, False, True),
    f"![a](/media/{NAME})": RichParts(True, True, False),
    '![a](/static/a.svg "A")': RichParts(True, False, False),
    "|a|\n|-|": RichParts(True, False, False),
    "<details>\n\n</details>": RichParts(True, False, False),
}


@pytest.mark.parametrize("place", ["body", "step", "caution"])
@pytest.mark.parametrize(("text", "parts"), CASES.items())
def test_parts_are_found_in_every_text(text: str, parts: RichParts, place: str) -> None:
    html = render(text, {NAME: (900, 400)})
    question = Question(body_html=html if place == "body" else "")
    step = Step(
        body_html=html if place == "step" else "", caution_html=html if place == "caution" else ""
    )
    assert rich_parts(question, [step]) == parts
