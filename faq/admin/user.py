"""The admin of accounts and groups, which shows the texts of a person before the account is deleted."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from faq.admin.public_content import MAX_SHOWN, use_of
from faq.models import Question

# Importing Django's module has registered its own classes.
admin.site.unregister([User, Group])

# Permissions and groups are chosen in two lists.
TWO_LISTS = ["faq/admin/two_lists.js"]
_RELATION = re.compile(r" object \([0-9]+\)\Z")


def named(lines: list[Any]) -> list[Any]:
    """Return a nested list of objects to delete without the rows between two of them, which have no name."""
    return [
        named(line) if isinstance(line, list) else line
        for line in lines
        if not (isinstance(line, str) and _RELATION.search(line))
    ]


class NamedDeletions(admin.ModelAdmin[Any]):
    """Lists only objects with a name before it deletes them. Any: Django's lists are nested."""

    def get_deleted_objects(
        self, objs: QuerySet[Any] | Sequence[Model], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        deleted, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return named(deleted), counts, perms_needed, protected


@admin.register(Group)
class TeamGroupAdmin(NamedDeletions, GroupAdmin):
    class Media:
        js = TWO_LISTS


@admin.register(User)
class AccountAdmin(NamedDeletions, UserAdmin):
    delete_confirmation_template = "admin/faq/user_delete.html"

    class Media:
        js = TWO_LISTS

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        stored = self.get_object(request, object_id)
        owned = Question.with_copies.filter(owner=stored).order_by("title", "pk")
        own: dict[str, object] = {}
        if stored is not None:
            own = {
                "owned_count": owned.count(),
                "owned": [use_of(question) for question in owned[:MAX_SHOWN]],
            }
        return super().delete_view(request, object_id, {**(extra_context or {}), **own})
