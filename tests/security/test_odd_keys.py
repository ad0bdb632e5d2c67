"""Keys of rows that are none, in every address and form of the admin: a page or a refusal, never an error."""

from collections.abc import Mapping
from itertools import cycle, islice

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from django.urls import NoReverseMatch, reverse

from faq.admin.question.transition_views import ALL_TRANSITIONS
from faq.models import AuditEntry, Question
from tests.factories import make_audience, make_copy, make_draft, make_question, make_topic
from tests.html import Element, parse
from tests.security.addresses import everything_stored, of_admin
from tests.security.test_permissions import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

ODD = [
    *("abc", "9" * 30, "9223372036854775808", "-1", "", "\x00", "1.5", "٣", "{x}", "%s"),
    "9" * 5000,
]
# In the names of people and of content, with which messages are made.
BRACES = "Ann {x} {0} {} %s %(x)s"


class Asked:
    """Asks for pages, each time with the next odd key, and remembers which are errors.

    Attributes:
        count: of requests.
        errors: their statuses and what was asked.
    """

    def __init__(self, client: Client) -> None:
        self.client, self.odd = client, cycle(ODD)
        self.count, self.errors = 0, list[tuple[int, str]]()

    def __call__(self, method: str, address: str, fields: Mapping[str, object], name: str) -> None:
        value = next(self.odd)
        response = getattr(self.client, method)(address, {**fields, name: value})
        self.count += 1
        if response.status_code >= 500:
            self.errors.append((response.status_code, f"{method} {address} {name}={value[:30]}"))


@pytest.fixture
def ann(db: None) -> User:
    """Ann owns the site, and her name looks like a placeholder."""
    # The forms about an account are about this one, and leave hers alone.
    User.objects.create_user("first")
    return User.objects.create_superuser("ann", first_name=BRACES, last_name="{y}")


@pytest.fixture
def as_ann(ann: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ann)
    return client


@pytest.fixture
def question(db: None) -> Question:
    topic = make_topic(title=BRACES)
    make_draft(topic=topic, title=f"{BRACES}? 1", steps=["Open {x}"])
    return make_question(topic=topic, title=f"{BRACES}? 2", steps=["Open {x}"], phrasings=["{z}"])


def changelists() -> list[tuple[admin.ModelAdmin, str]]:
    return [
        (page, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        for model, page in admin.site._registry.items()
    ]


def test_odd_keys_in_addresses_are_not_found(question: Question, as_ann: Client) -> None:
    """Check 12: of every page about a row."""
    # Python reads "٣" as 3, so nothing may have that key.
    QuerySet(AuditEntry).delete()
    before, odd_keys, errors, count = everything_stored(), cycle(ODD), [], 0
    for pattern in patterns():
        for odd in islice(odd_keys, 3) if pattern.pattern.converters else []:
            try:
                values = dict.fromkeys(pattern.pattern.converters, odd)
                address = reverse(f"admin:{pattern.name}", kwargs=values)
            except NoReverseMatch:
                # The pattern takes digits only.
                continue
            count += 1
            if as_ann.get(address).status_code not in {302, 400, 403, 404, 405}:
                errors.append(address)
    assert errors == []
    assert count > 100
    assert everything_stored() == before


def test_odd_keys_in_parameters_are_answered(question: Question, as_ann: Client) -> None:
    """Check 12: filters, pages, orders and searches of every list."""
    ask = Asked(as_ann)
    for page, address in changelists():
        fields = [field.name for field in page.model._meta.get_fields()]
        own = [str(getattr(each, "parameter_name", each)) for each in page.list_filter]
        for name in [*fields, *own, "p"]:
            ask("get", address, {}, name)
    assert ask.errors == []
    assert ask.count > 100


def test_odd_keys_of_chosen_rows_change_nothing(question: Question, as_ann: Client) -> None:
    """Check 12: whatever action they are chosen for."""
    before, ask = everything_stored(), Asked(as_ann)
    for page, address in changelists():
        for action in ("delete_selected", *(each for each in page.actions or [])):
            for sent in ({"post": "yes"}, {"index": "0"}):
                ask("post", address, {"action": action, **sent}, "_selected_action")
    for odd in ODD:
        sent = {"action": "publish_selected", "_selected_action": odd}
        assert as_ann.post("/admin/faq/question/", sent).status_code in {302, 400}
    assert ask.errors == []
    assert ask.count > 30
    assert everything_stored() == before


def keys_of(form: Element) -> list[str]:
    """Return the names of the fields of a form that hold keys, numbers or choices."""
    kinds = {"hidden", "number", "checkbox", "radio"}
    return [
        field["name"]
        for field in form.walk()
        if (field.tag == "select" or field.get("type") in kinds)
        and field.get("name") not in {"", "csrfmiddlewaretoken"}
        # The rows of a form are read by Django, and are many.
        and not any(char.isdigit() for char in field["name"])
        and "_FORMS" not in field["name"]
    ]


def test_odd_keys_in_forms_are_refused(question: Question, as_ann: Client, ann: User) -> None:
    """Check 12: choices, hidden fields and numbers of every form."""
    ask, copy = Asked(as_ann), make_copy(question, by=ann)
    pages = [page for page in of_admin(question) if not page.endswith(("/add/", "/delete/"))]
    pages += [f"/admin/faq/question/{copy.pk}/do/{act}/" for act in ALL_TRANSITIONS]
    pages += [
        f"/admin/faq/question/{question.pk}/do/{act}/" for act in ("archive", "merge", "care")
    ]
    retired = make_question(status="archived")
    pages += [
        f"/admin/faq/question/{retired.pk}/change/",
        f"/admin/faq/topic/{question.topic.pk}/order/",
    ]
    for page in pages:
        response = as_ann.get(page)
        is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        for form in parse(response).all("form", method="post") if is_page else []:
            for name in keys_of(form) if "logout" not in form.get("action") else []:
                ask("post", form.get("action") or page, form.filled_in(), name)
    assert ask.errors == []
    assert ask.count > 40


def test_names_that_look_like_placeholders_are_shown_as_they_are(
    question: Question, as_ann: Client, ann: User
) -> None:
    """Check 7: in the messages of all actions."""
    audience = make_audience(title=BRACES)
    chosen = [str(pk) for pk in Question.objects.values_list("pk", flat=True)]
    said = []
    for edit in ({"owner": ann.pk}, {"add": audience.pk}, {"topic": question.topic.pk}):
        sent = {"action": "bulk_edit", "_selected_action": chosen, "edit": "1", **edit}
        page = as_ann.post("/admin/faq/question/", sent, follow=True)
        said += parse(page).one(cls="messagelist").texts("li")
    assert f"Owner set to {ann.get_full_name()}: 2." in said
    for action in ("submit_selected", "publish_selected", "archive_selected"):
        sent = {"action": action, "_selected_action": chosen, "confirmed": "1"}
        page = as_ann.post("/admin/faq/question/", sent, follow=True)
        assert page.status_code == 200
        said += parse(page).one(cls="messagelist").texts("li")
    assert any(f"“{BRACES}? " in text for text in said)
