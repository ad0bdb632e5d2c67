#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    # What commands write below the state folder is nobody else's to read.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpcenter.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
