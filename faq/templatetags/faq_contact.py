"""The tag for the words beside contact links, which promise only what CONTACT_URL can keep."""

from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from faq import conf
from faq.templatetags.faq_format import content_lang

register = template.Library()


class ContactWords(NamedTuple):
    """The words of the contact card and of the other contact links.

    Attributes:
        title: the operator's heading of the card; empty for the one that suits the page.
        text: what the card says.
        button: what its button says.
        link: what links in the header and the footer say.
        icon: on the button.
        title_lang: the lang attribute of the operator's title, after a space.
        text_lang: the same for the text; empty if the text is ours.
        label_lang: the same for the button and the links.
    """

    title: str
    text: str
    button: str
    link: str
    icon: str
    title_lang: str
    text_lang: str
    label_lang: str


@register.simple_tag
def contact_words(url: str) -> ContactWords:
    """Return the words for a contact address: the operator's, or else ours for its scheme."""
    scheme, _colon, rest = url.partition(":")
    link = button = _("Contact us")
    if scheme == "mailto":
        text, icon = _("Write to us in your own words: what you need, and what you tried."), "mail"
    elif scheme == "tel":
        text = _("Call us and say what you need, and what you tried.")
        button, icon = _("Call %(number)s") % {"number": rest}, "phone"
    else:
        # It may be a form, a chat or a list of addresses.
        text = _("See how you can reach us.")
        icon = "message-circle"
    title, own_text, label = conf.contact_title(), conf.contact_text(), conf.contact_label()
    lang = content_lang()
    return ContactWords(
        title=title,
        text=own_text or text,
        button=label or button,
        link=label or link,
        icon=icon,
        title_lang=lang if title else "",
        text_lang=lang if own_text else "",
        label_lang=lang if label else "",
    )
