"""Filters for the templates of the admin, and links and pictures for its lists."""

from collections.abc import Iterable, Iterator

from django import template
from django.contrib.admin.helpers import InlineAdminFormSet
from django.forms import BaseForm, BoundField, MultiWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django_stubs_ext import StrOrPromise

from faq.publishing.audit import name_of
from faq.publishing.style_rules import Finding
from faq.templatetags.faq_format import icon

register = template.Library()
register.filter("name_of", name_of)


def linked(address: str, text: str) -> SafeString:
    """Return a link to a page of the admin."""
    return format_html('<a href="{}">{}</a>', address, text)


@register.filter
def field_id(finding: Finding) -> str:
    """Return the id of the field of a finding in the form of the stored question; empty for the whole answer."""
    first, _dot, rest = finding.place.partition(".")
    if first != "steps":
        return "" if first == "answer" else f"id_{first}"
    number, _dot, part = rest.partition(".")
    return f"id_steps-{int(number) - 1}-{part}"


@register.filter
def undo_keys(tags: str) -> list[str]:
    """Return the keys in the tag of a message about deleted texts; empty for other messages."""
    for tag in tags.split():
        if tag.startswith("undo-"):
            return tag.split("-")[1:]
    return []


@register.inclusion_tag("admin/faq/_error_links.html")
def error_links(
    form: BaseForm, rows: Iterable[InlineAdminFormSet] | None = None
) -> dict[str, object]:
    """List the errors of a submitted form as links to their fields.

    Args:
        form: the form.
        rows: its rows, if it is the form of a row in the admin, which has a heading for the errors.
    """
    errors = [*_errors(form)]
    for inline in rows or []:
        all_rows = capfirst(inline.opts.model._meta.verbose_name_plural)
        heading = f"{inline.formset.prefix}-heading"
        errors += [(heading, all_rows, str(each)) for each in inline.formset.non_form_errors()]
        for number, row in enumerate(inline, start=1):
            name = f"{capfirst(inline.opts.model._meta.verbose_name)} {number}"
            errors += _errors_of_row(row.form, name)
    return {"errors": errors, "has_heading": rows is None}


def _errors_of_row(form: BaseForm, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the errors of a row, of which those of the whole row lead to its first field."""
    first = form.visible_fields()[0]
    for message in form.non_field_errors():
        yield _target(first), name, str(message)
    yield from _errors(form, f"{name}: ")


def _errors(form: BaseForm, before: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the id of the field, its label and the message for each error of a visible field."""
    for field in form.visible_fields():
        for message in field.errors:
            yield _target(field), f"{before}{field.label}", str(message)


def _target(field: BoundField) -> str:
    """Return the id that a link to a field leads to: of a date and a time, that of the date."""
    is_pair = isinstance(field.field.widget, MultiWidget)
    return f"{field.auto_id}_0" if is_pair else field.id_for_label or field.auto_id


def thumbnail(address: str, width: int, height: int) -> SafeString:
    """Return a small picture for a list, in which its words stand beside it.

    Args:
        address: of the image.
        width: of the image in pixels.
        height: of the image in pixels.
    """
    picture = '<img class="faq-thumbnail" src="{}" alt="" width="{}" height="{}" loading="lazy">'
    return format_html(picture, address, width, height)


def with_icon(name: str, label: StrOrPromise) -> SafeString:
    """Return the label of an icon with the icon before it."""
    return format_html("{} {}", icon(name, 20), label)


def with_link(state: str, address: str, label: str, text: str) -> SafeString:
    """Return a state with a link beside it.

    Args:
        state: in words.
        address: of the page that the link leads to.
        label: the name of the link for those who do not see what it stands beside.
        text: the words of the link.
    """
    link = '{} <a class="state-edit" href="{}" aria-label="{}">{}</a>'
    return format_html(link, state, address, label, text)


def with_button(state: str, address: str, label: str, text: str) -> SafeString:
    """Return a state with a button beside it, which sends the form of the list to an address.

    The arguments are those of `with_link`.
    """
    button = '{} <button class="state-edit" formaction="{}" aria-label="{}">{}</button>'
    return format_html(button, state, address, label, text)
