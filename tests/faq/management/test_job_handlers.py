"""Tests of what each kind of job does, beyond the tests of its pages in the admin."""

from pathlib import Path
from typing import Any

import pytest

from faq.management import job_handlers
from faq.models import Job
from faq.ops.jobs import JobFailed
from faq.progress import no_report


@pytest.mark.django_db
def test_full_disk_fails_an_export_with_a_message(settings: Any, tmp_path: Path) -> None:
    settings.IMPORTS = tmp_path / "imports"
    settings.IMPORTS.write_text("A file where the folder should be.")
    with pytest.raises(JobFailed, match="The server could not save the file: its disk is full"):
        job_handlers.export(Job(arguments={"questions": None}), no_report)
