"""Creates the account of an editor."""

import os
from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Create an editor with all permissions. Reads the name and password from EDITOR_NAME and "
        "EDITOR_PASSWORD, or asks for them."
    )

    def handle(self, **options: object) -> None:
        try:
            name = os.environ.get("EDITOR_NAME") or input("Name: ").strip()
            password = os.environ.get("EDITOR_PASSWORD") or self._ask_password()
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError(
                "No account was created. Set EDITOR_NAME and EDITOR_PASSWORD."
            ) from error
        self._create(name, password)
        self.stdout.write(f"{name} can sign in at /admin/.")

    def _ask_password(self) -> str:
        password = getpass("Password: ")
        if password != getpass("Password again: "):
            raise CommandError("The passwords differ. No account was created.")
        return password

    def _create(self, name: str, password: str) -> None:
        users = get_user_model()
        if users.objects.filter(username=name).exists():
            raise CommandError(
                f"The account {name} already exists. To change its password, run manage.py "
                f"changepassword {name}."
            )
        editor = users(username=name, is_staff=True, is_superuser=True)
        editor.set_password(password)
        try:
            validate_password(password, editor)
            editor.full_clean()
        except ValidationError as error:
            raise CommandError("No account was created. " + " ".join(error.messages)) from error
        editor.save()
