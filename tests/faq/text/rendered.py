"""What a piece of HTML consists of."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

TAGS = {
    *("div", "p", "br", "a", "b", "em", "strong", "s", "code", "pre", "blockquote", "hr", "span"),
    *("ul", "ol", "li", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img"),
    *("figure", "figcaption", "details", "summary", "video"),
}
ATTRIBUTES = {
    *(("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start"), ("span", "class")),
    *(("div", "class"), ("div", "role"), ("p", "class"), ("a", "class"), ("details", "open")),
    *(("pre", "role"), ("pre", "tabindex"), ("pre", "aria-label")),
    *(("video", name) for name in ("src", "poster", "controls", "preload", "aria-label")),
    *(("figure", "class"), ("a", "data-player")),
    *(("div", "tabindex"), ("div", "aria-label"), ("div", "data-hint")),
    *(("img", name) for name in ("src", "alt", "width", "height", "loading")),
}
SCHEMES = {"", "http", "https", "mailto", "tel"}


class Texts(HTMLParser):
    """What stands between the tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class Elements(HTMLParser):
    """What a piece of HTML consists of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.others: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def dangers(html: str) -> list[object]:
    """Everything in a piece of HTML that the allow-list does not name."""
    elements = Elements(html)
    tags = [tag for tag, _ in elements.found if tag not in TAGS]
    attributes = [
        (tag, name)
        for tag, each in elements.found
        for name in each
        if (tag, name) not in ATTRIBUTES
    ]
    addresses = [
        each["href"]
        for _, each in elements.found
        if "href" in each and urlsplit(each["href"]).scheme not in SCHEMES
    ]
    return [*tags, *attributes, *addresses, *elements.others, *elements.open]


def links(html: str) -> list[dict[str, str]]:
    return [attributes for tag, attributes in Elements(html).found if tag == "a"]
