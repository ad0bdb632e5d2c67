"""Permissions: who may do what with questions."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from faq import conf
from faq.models import Question, Topic
from faq.publishing.usage import is_public

EDITORS, REVIEWERS = "Editors", "Reviewers"

_PUBLISH = "faq.publish_question"


class NotAllowed(Exception):
    """The user may not do this; the message says who may."""


def may_edit(person: User | AnonymousUser) -> bool:
    return person.is_active and person.has_perm("faq.change_question")


def may_add(person: User | AnonymousUser) -> bool:
    """Return whether somebody may create drafts."""
    return person.is_active and person.has_perm("faq.add_question")


def may_write(person: User | AnonymousUser) -> bool:
    """Return whether somebody may type into the form of some question."""
    return may_edit(person) or may_add(person)


def may_view(person: User | AnonymousUser) -> bool:
    """Return whether somebody may look at questions in all states, as whoever may edit them may."""
    return any(map(person.has_perm, ("faq.view_question", "faq.change_question")))


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
    return may_review(person) or (may_edit(person) and not _needs_reviewer(person))


def why_locked_by_review(question: Question, person: User | AnonymousUser) -> str:
    """Return why somebody may not change or remove a text in review, or an empty text."""
    if question.status != Question.Status.IN_REVIEW or may_publish(person):
        return ""
    return _("It is in review, so only reviewers can change or remove it.")


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


def _needs_reviewer(person: User | AnonymousUser) -> bool:
    """Return whether only reviewers publish: the site’s setting, or by default whether there is a reviewer.

    Reviewers are looked up once for each object of a user, as Django does with permissions: a page asks for
    each of its buttons, and the next request has another object.
    """
    setting = conf.review_required()
    if setting is not None:
        return setting
    if not hasattr(person, "faq_has_reviewers"):
        person.faq_has_reviewers = reviewers().exists()  # type: ignore[union-attr]
    return bool(person.faq_has_reviewers)  # type: ignore[union-attr]
