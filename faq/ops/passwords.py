"""Limits how long passwords are, and how many are hashed at once."""

from threading import BoundedSemaphore, Lock

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

MAX_LENGTH = 128

# Threads of a process that hash a password or wait to do so. The others keep answering readers.
MAX_THREADS = 2

_threads = BoundedSemaphore(MAX_THREADS)
_hashing = Lock()


class HashingBusy(Exception):
    """Other passwords are being hashed, and enough threads wait for their turn."""


class BoundedHasher(PBKDF2PasswordHasher):
    """PBKDF2 that a process computes for one password at a time.

    A hash costs as much processor time as a hundred pages. Whatever checks or sets a password uses it.
    """

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Return the hash of a password.

        Raises:
            HashingBusy: MAX_THREADS threads of this process are here already.
        """
        if not _threads.acquire(blocking=False):
            raise HashingBusy
        try:
            with _hashing:
                return super().encode(password, salt, iterations)
        finally:
            _threads.release()


class MaximumLengthValidator:
    """Refuses passwords of more than MAX_LENGTH characters."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) > MAX_LENGTH:
            text = gettext("This password is too long. Use at most %(limit)d characters.")
            raise ValidationError(text % {"limit": MAX_LENGTH}, code="password_too_long")

    def get_help_text(self) -> str:
        text = gettext("Your password can have at most %(limit)d characters.")
        return text % {"limit": MAX_LENGTH}
