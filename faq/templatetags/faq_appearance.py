"""The tag that gives templates what makes the site one’s own, as settings choose it."""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode

from faq import conf
from faq.languages import root_without_prefix

# A style sheet of this name in the theme comes last on every page.
THEME_STYLES = "theme.css"

register = template.Library()


class Appearance(NamedTuple):
    """What the templates of all pages need. An address is empty if there is nothing at it.

    Attributes:
        styles: addresses of style sheets that come last.
        icon: address of the icon.
        logo: address of the logo.
        logo_dark: address of the logo for the dark scheme.
        header_links: pairs of a title and an address.
        footer_links: the same.
    """

    styles: tuple[str, ...]
    icon: str
    logo: str
    logo_dark: str
    header_links: tuple[tuple[str, str], ...]
    footer_links: tuple[tuple[str, str], ...]


@register.simple_tag
def appearance() -> Appearance:
    """Return what the settings choose."""
    logos = conf.site_logo(), conf.site_logo_dark()
    return _appearance(
        root_without_prefix(),
        (conf.site_style(), conf.site_colour(), conf.site_theme() is not None),
        logos,
        (conf.header_links(), conf.footer_links()),
    )


@lru_cache(maxsize=8)
def _appearance(
    root: str,
    colours: tuple[str, str, bool],
    logos: tuple[conf.Logo | None, conf.Logo | None],
    links: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]],
) -> Appearance:
    style, colour, has_theme = colours
    styles = [_address(root, "site_style", style)] if style else []
    if has_theme and finders.find(THEME_STYLES):
        styles.append(staticfiles_storage.url(THEME_STYLES))
    logo, dark = (
        _address(root, "logo", logo.digest, suffix, logo.ending) if logo else ""
        for logo, suffix in zip(logos, ("", "-dark"), strict=True)
    )
    return Appearance(tuple(styles), _address(root, "icon", colour), logo, dark, *links)


def _address(root: str, name: str, content: str, *args: str) -> str:
    """Return an address without a language prefix, with a hash of what it returns."""
    path = root + reverse(name, args=args).removeprefix(get_script_prefix())
    return f"{path}?{urlencode({'v': sha256(content.encode()).hexdigest()[:12]})}"
