"""A page as a tree, so that tests ask about elements instead of searching in text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponseBase

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Element:
    """An element with what is in it: text and more elements."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Everything in it, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", *, cls: str = "", **attributes: str) -> list[Element]:
        """The elements in it with this tag, this class among theirs and these attributes."""
        return [
            each
            for each in self.walk()
            if (not tag or each.tag == tag)
            and (not cls or cls in each.get("class").split())
            and all(each.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", *, cls: str = "", **attributes: str) -> Element:
        """The only such element; anything else than one is an error."""
        found = self.all(tag, cls=cls, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} class={cls} {attributes}>, not one"
        return found[0]

    def texts(self, tag: str = "", *, cls: str = "", **attributes: str) -> list[str]:
        return [each.text for each in self.all(tag, cls=cls, **attributes)]

    def links(self) -> list[tuple[str, str]]:
        """Text and address of every link in it."""
        return [(a.text, a["href"]) for a in self.all("a") if "href" in a.attributes]

    def filled_in(self) -> dict[str, str | list[str]]:
        """What the browser would send if this form were sent as it stands."""
        sent: dict[str, str | list[str]] = {}
        for field in self.walk():
            name, kind = field.get("name"), field.get("type")
            if not name or kind in {"submit", "button", "file"} or "disabled" in field.attributes:
                continue
            if field.tag == "select":
                chosen = [
                    each["value"] for each in field.all("option") if "selected" in each.attributes
                ]
                sent[name] = chosen if "multiple" in field.attributes else "".join(chosen[:1])
            elif field.tag == "textarea":
                sent[name] = field.raw_text.removeprefix("\n")
            elif field.tag == "input" and kind not in {"checkbox", "radio"}:
                sent[name] = field.get("value")
            elif field.tag == "input" and "checked" in field.attributes:
                sent[name] = field.get("value") or "on"
        return sent

    @property
    def raw_text(self) -> str:
        return "".join(
            child if isinstance(child, str) else child.raw_text for child in self.children
        )

    @property
    def text(self) -> str:
        """What one reads, with white space folded."""
        return " ".join(self.raw_text.split())

    def shape(self, without: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
        """Which elements there are and which attributes each has, whatever they say."""
        return [
            (each.tag, *sorted(each.attributes)) for each in self.walk() if each.tag not in without
        ]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        depth = max((i for i, each in enumerate(self.open) if each.tag == tag), default=0)
        if depth:
            del self.open[depth:]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(source: str | HttpResponseBase) -> Element:
    """The tree of a page, or of the page in a response."""
    builder = _Builder()
    builder.feed(source if isinstance(source, str) else source.text)  # type: ignore[attr-defined]
    builder.close()
    return builder.root
