"""Drags one thing of a list to another place in it."""

from playwright.sync_api import Locator, Page

_AT_ONCE = 12  # px


def drag(page: Page, handles: Locator, start: int, end: int) -> None:
    """Drag as people do: go on until it stands where it shall, and then let go.

    Where that is changes under the pointer: the others make room, and pages grow while they load.

    Args:
        page: with the list on it.
        handles: what one takes each thing by, from the first to the last.
        start: the place of what is dragged, from 0.
        end: its place afterwards.
    """
    dragged = handles.nth(start).element_handle()
    handles.nth(start).hover(position={"x": 12, "y": 8})
    box = handles.nth(start).bounding_box()
    assert dragged
    assert box
    x, y = box["x"] + 12, box["y"] + 8
    page.mouse.down()
    for number in range(400):
        if handles.nth(end).evaluate("(there, dragged) => there === dragged", dragged):
            break
        goal = handles.nth(end).bounding_box()
        assert goal
        # It takes a place when the pointer comes to it; one that stands still is not noticed.
        way = goal["y"] + 2 - y
        y += max(-_AT_ONCE, min(_AT_ONCE, way)) or (1 if number % 2 else -1)
        page.mouse.move(x, y)
    else:
        raise AssertionError(f"It cannot be dragged from {start} to {end}.")
    page.mouse.up()
