"""The configuration of the admin, which uses our own admin site."""

from django.contrib.admin.apps import AdminConfig


class FaqAdminConfig(AdminConfig):
    default = False
    default_site = "faq.admin_site.FaqAdminSite"
