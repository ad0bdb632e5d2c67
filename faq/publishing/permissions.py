"""Permissions: who may do what with questions."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from faq import conf
from faq.models import Topic
from faq.publishing.usage import is_public

EDITORS, REVIEWERS = "Editors", "Reviewers"

_PUBLISH = "faq.publish_question"


class NotAllowed(Exception):
    """The user may not do this; the message says who may."""


def review_is_required() -> bool:
    """Return whether only reviewers publish: the site’s setting, or by default whether there is a reviewer."""
    setting = conf.review_required()
    return reviewers().exists() if setting is None else setting


def may_edit(person: User | AnonymousUser) -> bool:
    return person.is_active and person.has_perm("faq.change_question")


def may_add(person: User | AnonymousUser) -> bool:
    """Return whether somebody may create drafts."""
    return person.is_active and person.has_perm("faq.add_question")


def may_import_and_export(person: User | AnonymousUser) -> bool:
    """Return whether somebody may export questions and import tables."""
    return may_edit(person) and may_add(person)


def may_order(person: User | AnonymousUser, topic: Topic) -> bool:
    """Return whether somebody may reorder the questions of a topic."""
    may_change = person.is_active and person.has_perm("faq.change_topic")
    return may_change and (not is_public(topic) or may_publish(person))


def may_review(person: User | AnonymousUser) -> bool:
    """Return whether somebody may send back and publish the texts of others."""
    return person.is_active and person.has_perm(_PUBLISH)


def may_publish(person: User | AnonymousUser) -> bool:
    """Return whether somebody may publish and archive."""
    return may_review(person) or (may_edit(person) and not review_is_required())


def require(is_allowed: bool, message: str) -> None:
    """Raise NotAllowed with a message unless the action is allowed."""
    if not is_allowed:
        raise NotAllowed(message)


def team() -> QuerySet[User]:
    """Return the active users who may sign in to the admin."""
    return User.objects.filter(is_active=True, is_staff=True)


def reviewers() -> QuerySet[User]:
    """Return the people who were given the permission to review. Superusers have it without that."""
    label, codename = _PUBLISH.split(".")
    named = {"codename": codename, "content_type__app_label": label}
    of_group = Q(**{f"groups__permissions__{name}": value for name, value in named.items()})
    own = Q(**{f"user_permissions__{name}": value for name, value in named.items()})
    return team().filter(own | of_group).distinct()


def publishers() -> QuerySet[User]:
    """Return the reviewers by name, or the owners of the site if there is no reviewer."""
    people = reviewers()
    return (people if people.exists() else team().filter(is_superuser=True)).order_by("username")
