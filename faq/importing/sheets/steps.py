"""Steps in one cell of a table: a numbered list, with cautions after "!" and the rest indented."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from faq.text.lines import with_one_break

_STEP = re.compile(r"\d{1,4}\. ?(.*)")
_INDENT = "   "


def steps_as_text(steps: Iterable[Mapping[str, str]]) -> str:
    """The steps as text, each as in

        1. Choose **Close account**.
           ! It cannot be undone.
           The button is at the end of the page.

    Args:
        steps: each with title, caution and body.
    """
    return "\n".join(
        line for place, step in enumerate(steps, start=1) for line in _lines(place, step)
    )


def _lines(place: int, step: Mapping[str, str]) -> list[str]:
    caution = [f"! {line}" for line in _split(step["caution"])]
    body = _split(step["body"])
    if body and _is_caution(body[0]):
        # A line that says nothing keeps it apart from cautions.
        body.insert(0, "")
    below = [f"{_INDENT}{line}" if line else "" for line in (*caution, *body)]
    return [f"{place}. {step['title']}", *below]


def steps_of_text(text: str) -> list[dict[str, str]]:
    """The steps that a cell holds, each with title, caution and body; the numbers themselves say nothing.

    Raises:
        ValueError: a line belongs to no step; the message says which.
    """
    found: list[tuple[str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _STEP.fullmatch(line):
            found.append((match[1], []))
        elif found and (not line.strip() or line.startswith(_INDENT)):
            found[-1][1].append(line.removeprefix(_INDENT))
        elif line.strip():
            raise ValueError(
                _(
                    "Line {number} is no step: “{line}”. Begin a step with its number, as in "
                    "“1. Open the menu”, and indent what else belongs to it by three spaces."
                ).format(number=number, line=line[:60])
            )
    return [_step(title, lines) for title, lines in found]


def _step(title: str, lines: list[str]) -> dict[str, str]:
    count = next((n for n, line in enumerate(lines) if not _is_caution(line)), len(lines))
    caution = "\n".join(line[2:] for line in lines[:count])
    body = "\n".join(lines[count:])
    return {"title": title.strip(), "caution": plain(caution), "body": plain(body)}


def plain(text: str) -> str:
    """A text of several lines without those at its ends that say nothing, however lines end."""
    text = with_one_break(text).strip("\n")
    return text if text.strip() else ""


def _is_caution(line: str) -> bool:
    return line == "!" or line.startswith("! ")


def _split(text: str) -> list[str]:
    return plain(text).split("\n") if plain(text) else []
