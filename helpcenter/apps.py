"""The configuration of the admin, which uses our own admin site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default = False
    default_site = "faq.admin_site.DeskSite"
