"""Copies the database to a new file while the site is in use."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection


class Command(BaseCommand):
    help = (
        "Copy the SQLite database to a new file, which only you can read. The site can stay in use. "
        "Images are not included."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the new file")

    def handle(self, *, path: Path, **options: object) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("No backup was made. Use pg_dump, because this is not SQLite.")
        path = path.absolute()
        try:
            # It holds password hashes and sessions, so it is private before anything is in it.
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"No backup was made. {path} exists: name a new file.") from error
        except OSError as error:
            raise CommandError(f"No backup was made. {path}: {error.strerror}.") from error
        try:
            with connection.cursor() as cursor:
                # One read transaction: the copy is the database at one moment, and no writer waits.
                cursor.execute("VACUUM INTO %s", [str(path)])
            os.fsync(file)
        except BaseException as error:
            path.unlink()
            if isinstance(error, DatabaseError | OSError):
                raise CommandError(f"No backup was made. {error}.") from error
            raise
        finally:
            os.close(file)
        self.stdout.write(f"{path}: {path.stat().st_size // 1024:,} kB.")
