"""Tells Django which site its admin is."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default = False
    default_site = "faq.desk_site.DeskSite"
