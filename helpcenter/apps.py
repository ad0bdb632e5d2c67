"""Tells Django which site its admin is."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default = False
    default_site = "faq.admin_site.DeskSite"
