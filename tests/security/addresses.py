"""Every address there is, for checks that must hold everywhere."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse

from faq.models import Question

READERS = ["/", "/topics/{topic}/", "/questions/{question}/", "/search/", "/search/?q=refund"]
OPERATORS = ["/livez", "/readyz"]


def of_readers(question: Question) -> list[str]:
    """The public pages, filled in with a question and its topic."""
    return [
        address.format(topic=question.topic.slug, question=question.slug)
        for address in [*READERS, *OPERATORS]
    ]


def of_admin(question: Question) -> list[str]:
    """Every page of the admin but login and logout; object pages for an object of each model."""
    kind = ContentType.objects.get_for_model(question).pk
    addresses = [
        *("/admin/", "/admin/password_change/", "/admin/password_change/done/"),
        *("/admin/jsi18n/", "/admin/autocomplete/", f"/admin/r/{kind}/{question.pk}/"),
    ]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        some = model._default_manager.first()
        pk = some.pk if some else 1
        addresses += [reverse(f"{name}_{page}") for page in ("changelist", "add")]
        addresses += [reverse(f"{name}_{p}", args=[pk]) for p in ("change", "delete", "history")]
        addresses.append(reverse("admin:app_list", args=[model._meta.app_label]))
    return sorted(set(addresses))


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for sessions, which signing in makes and reading may prolong."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {"django_session"}
        stored = {}
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored[table] = sorted(cursor.fetchall(), key=repr)
        return stored
