"""Who may publish."""

import pytest
from django.contrib.auth.models import Permission, User

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
    assert not permissions.review_is_required()
    rafi.user_permissions.add(Permission.objects.get(codename="publish_question"))
    assert permissions.review_is_required()


def test_owner_alone_requires_no_review(ines: User, owner: User) -> None:
    assert permissions.may_publish(owner)
    assert permissions.may_publish(ines)


def test_inactive_user_has_no_permissions(ines: User) -> None:
    assert permissions.may_edit(ines)
    assert permissions.may_publish(ines)
    ines.is_active = False
    assert not permissions.may_edit(ines)
    assert not permissions.may_publish(ines)
