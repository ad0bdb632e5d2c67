"""Who may publish."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from faq.models import Question
from faq.publishing import permissions


@pytest.mark.parametrize(
    ("required", "there_is_a_reviewer", "editor_may"),
    [
        (None, False, True),
        (None, True, False),
        (True, False, False),
        (True, True, False),
        (False, False, True),
        (False, True, True),
    ],
)
def test_editors_publish_unless_review_is_required(
    ines: User,
    rafi: User,
    settings,
    required: bool | None,
    there_is_a_reviewer: bool,
    editor_may: bool,
) -> None:
    settings.REVIEW_REQUIRED = required
    User.objects.filter(pk=rafi.pk).update(is_active=there_is_a_reviewer)
    assert permissions.may_publish(User.objects.get(pk=ines.pk)) is editor_may
    assert permissions.may_publish(User.objects.get(pk=rafi.pk)) is there_is_a_reviewer


def test_user_with_the_permission_is_a_reviewer(ines: User, rafi: User) -> None:
    rafi.groups.clear()
    assert permissions.may_publish(User.objects.get(pk=ines.pk))
    rafi.user_permissions.add(Permission.objects.get(codename="publish_question"))
    assert not permissions.may_publish(User.objects.get(pk=ines.pk))


def test_reviewers_are_looked_up_once_for_an_object_of_a_user(
    ines: User, rafi: User, django_assert_num_queries: Any
) -> None:
    known = User.objects.get(pk=ines.pk)
    assert not permissions.may_publish(known)
    with django_assert_num_queries(0):
        assert not permissions.may_publish(known)
    # The next request reads the account again.
    User.objects.filter(pk=rafi.pk).update(is_active=False)
    assert permissions.may_publish(User.objects.get(pk=ines.pk))


@pytest.mark.parametrize("status", Question.Status)
def test_only_reviewers_change_or_remove_a_text_in_review(
    ines: User, rafi: User, status: Question.Status
) -> None:
    refused = permissions.why_locked_by_review(Question(status=status), ines)
    is_in_review = status == Question.Status.IN_REVIEW
    assert refused == (
        "It is in review, so only reviewers can change or remove it." if is_in_review else ""
    )
    assert permissions.why_locked_by_review(Question(status=status), rafi) == ""


def test_owner_alone_requires_no_review(ines: User, owner: User) -> None:
    assert permissions.may_publish(owner)
    assert permissions.may_publish(ines)


def test_inactive_user_has_no_permissions(ines: User) -> None:
    assert permissions.may_edit(ines)
    assert permissions.may_publish(ines)
    ines.is_active = False
    assert not permissions.may_edit(ines)
    assert not permissions.may_publish(ines)
