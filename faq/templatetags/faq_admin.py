"""Filters for the templates of the admin."""

from django import template

from faq.publishing.audit import name_of

register = template.Library()
register.filter("name_of", name_of)
