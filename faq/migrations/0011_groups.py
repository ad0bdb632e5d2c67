"""The groups Editors and Reviewers, with what each may do."""

from typing import Any

from django.db import migrations

WHOLE = ("add", "change", "view", "delete")
LOOK = ("view",)

EDITORS = {
    "question": WHOLE,
    "step": WHOLE,
    "phrasing": WHOLE,
    "topic": WHOLE,
    "audience": WHOLE,
    "synonym": WHOLE,
    "vote": ("view", "delete"),
    "stuckreport": ("view", "delete"),
    "searchterm": ("view", "delete"),
    "revision": LOOK,
}
REVIEWERS = EDITORS | {"question": (*WHOLE, "publish"), "auditentry": LOOK}


def make_groups(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    for name, may in (("Editors", EDITORS), ("Reviewers", REVIEWERS)):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *(_permission(apps, act, model) for model, acts in may.items() for act in acts)
        )


def _permission(apps: Any, act: str, model: str) -> Any:
    """Django makes these after the last migration, which would be too late, and finds them made."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="faq", model=model
    )
    name = "Can publish and archive questions" if act == "publish" else f"Can {act} {model}"
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{act}_{model}", defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("faq", "0010_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Going back leaves the groups: somebody may have put people into them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
