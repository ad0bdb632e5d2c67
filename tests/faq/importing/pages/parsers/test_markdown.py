"""Blocks of Markdown with their positions."""

from faq.importing.pages.parsers.markdown import parse

TEXT = """\
How do I row?
=============

With *oars*.
Two of them.

1. 1) Sit\\_down.
2. 2) Pull.

   Hard.
   - left
> quoted

```
# no heading
```

<script>alert(1)</script>

**Can I sail?**
"""


def test_blocks_and_their_positions() -> None:
    blocks = parse(TEXT)
    assert [(b.kind.name, b.plain, b.depth, b.number) for b in blocks] == [
        ("HEADING", "How do I row?", 0, None),
        ("PARAGRAPH", "With oars. Two of them.", 0, None),
        ("LIST_ITEM", "Sit_down.", 1, 1),
        ("LIST_ITEM", "Pull.", 1, 2),
        ("PARAGRAPH", "Hard.", 1, None),
        ("LIST_ITEM", "left", 2, None),
        ("PARAGRAPH", "quoted", 0, None),
        ("VERBATIM", "# no heading", 0, None),
        ("INVISIBLE", "<script>alert(1)</script>", 0, None),
        ("HEADING", "Can I sail?", 0, None),
    ]
    sentences = [TEXT[p.start : p.end].strip() for p in blocks[1].sentences]
    assert sentences == ["With *oars*.", "Two of them."]
    assert TEXT[blocks[3].start : blocks[3].end] == "2. 2) Pull."


def test_question_on_a_line_is_a_heading_if_there_is_no_other() -> None:
    assert parse("Ready to go now?\n\nSo.")[0].kind.name == "HEADING"
    assert parse("# Sailing\n\nReady to go now?\n\nSo.")[1].kind.name == "PARAGRAPH"


def test_tags_and_images_keep_their_text() -> None:
    (block,) = parse("Press <b>Go</b><br>now ![the button](/go.png)<!-- x -->.")
    assert block.plain == "Press Go now the button ."
