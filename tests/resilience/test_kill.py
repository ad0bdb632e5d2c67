"""kill -9 at any moment: the database is before or after as a whole, and the index catches up."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.editor import Editor
from tests.html import parse
from tests.resilience.readers import PAGES, SEARCH, is_complete, reading, status
from tests.resilience.work import Kills, Workshop, assert_intact, moments, query
from tests.site import Answer, Site

MakeSite = Callable[..., Site]

LOAD = "call_command('loaddata', {!r}, verbosity=0)"
REBUILD = "call_command('search_rebuild')"
SAVE = """
from django.db import transaction
from faq.models import Question
question = Question.objects.get(slug="end-contract")
steps = list(question.steps.all())
for number in range({}):
    with transaction.atomic():
        question.title = "How do I end a contract? " + str(number)
        question.save()
        for step in steps:
            step.caution = str(number)
            step.save()
"""


def write_fixture(path: Path, version: str, questions: int = 30) -> None:
    """The same questions as any other version, with the version in every text."""
    objects: list[dict[str, object]] = [
        {"model": "faq.topic", "fields": {"slug": "versions", "title": "Versions"}}
    ]
    for number in range(questions):
        slug = f"version-{number}"
        fields = {
            "topic": ["versions"],
            "slug": slug,
            "status": "published",
            "published_at": "2026-01-01T00:00:00Z",
            "title": f"{version} of {number}",
        }
        objects.append({"model": "faq.question", "fields": fields})
        for position in (1, 2):
            step = {"question": [slug], "position": position, "title": f"{version} step"}
            objects.append({"model": "faq.step", "fields": step})
    path.write_text(json.dumps(objects))


def test_killed_loaddata_leaves_all_of_the_fixture_or_nothing(
    make_site: MakeSite, tmp_path: Path
) -> None:
    """Check 80."""
    files = {version: tmp_path / f"{version}.json" for version in ("old", "new")}
    for version, path in files.items():
        write_fixture(path, version)
    site = make_site()
    site.start()
    with reading(site, *PAGES), Workshop(site) as workshop:
        workshop.run(LOAD.format(str(files["old"])))
        kills = Kills(6, workshop.run(LOAD.format(str(files["old"]))))
        while moment := kills.next_moment():
            [before] = versions(site)
            [after] = files.keys() - {before}
            workshop.start(LOAD.format(str(files[after])))
            kills.count(workshop.kill_after(moment))
            assert versions(site) in ({before}, {after})
            assert_intact(site, workshop)


def versions(site: Site) -> set[str]:
    """The versions that the loaded rows are of."""
    rows = query(
        site,
        "SELECT substr(title, 1, 3) FROM faq_question WHERE slug LIKE 'version-%' UNION"
        " SELECT substr(step.title, 1, 3) FROM faq_step step JOIN faq_question question"
        " ON question.id = step.question_id WHERE question.slug LIKE 'version-%'",
    )
    return {str(row[0]) for row in rows}


def test_killed_saves_leave_a_question_and_its_steps_of_one_version(make_site: MakeSite) -> None:
    """Check 80."""
    site = make_site()
    site.start()
    with reading(site, *PAGES), Workshop(site) as workshop:
        workshop.run(SAVE.format(1))
        for moment in moments(0.5, 6):
            workshop.start(SAVE.format(10**9))
            assert workshop.kill_after(0.1 + moment)
            rows = query(
                site,
                "SELECT DISTINCT question.title, step.caution FROM faq_question question"
                " JOIN faq_step step ON question.id = step.question_id"
                " WHERE question.slug = 'end-contract'",
            )
            [(title, caution)] = rows
            assert title == f"How do I end a contract? {caution}"
            assert_intact(site, workshop)


def test_killed_rebuild_leaves_the_live_index_whole(make_site: MakeSite) -> None:
    """Check 80, 85: readers see the same results all along, and nothing needs repair."""
    site = make_site()
    site.start()
    expected = status(site.get(SEARCH))
    assert expected != "0 questions."

    def fails(answer: Answer) -> str | None:
        return None if is_complete(answer) and status(answer) == expected else answer.text

    with reading(site, SEARCH, fails=fails), Workshop(site) as workshop:
        kills = Kills(6, workshop.run(REBUILD))
        while moment := kills.next_moment():
            workshop.start(REBUILD)
            kills.count(workshop.kill_after(moment))
            assert site.get("/readyz").text == "ok\n"
            assert workshop.verifies(), workshop.log.read_text()
        workshop.run(REBUILD)
    left = [path for path in (site.var / "index").iterdir() if path.is_dir()]
    assert len(left) == 2


def test_killed_server_keeps_every_admin_save_whole_and_starts_again(make_site: MakeSite) -> None:
    """Check 80: the process group of the server, in the middle of saving a working copy with steps."""
    site = make_site(EDITOR_NAME="ines", EDITOR_PASSWORD="correct horse battery staple")
    assert site.manage("editor").returncode == 0
    site.start()
    editor = Editor(site)
    editor.sign_in("ines", "correct horse battery staple")
    [(live,)] = query(site, "SELECT id FROM faq_question WHERE slug = 'end-contract'")
    edit = f"/admin/faq/question/{live}/do/edit/"
    editor.open(edit, parse(editor.open(edit)).one("main").one("form").filled_in())
    [(pk,)] = query(site, f"SELECT id FROM faq_question WHERE copy_of_id = {live}")
    path = f"/admin/faq/question/{pk}/change/"
    form = editor.form(path, "question_form")
    places = [name for name in form if name.startswith("steps-") and name.endswith("-caution")]
    saved = [name for name in places if form.get(name.replace("-caution", "-id"))]
    assert len(saved) > 2
    numbers = iter(range(1, 1_000_000))

    def save() -> None:
        number = str(next(numbers))
        # Anew each time: what was opened before the last save would be refused.
        form = editor.form(path, "question_form")
        editor.open(path, {**form, "summary": number, **dict.fromkeys(saved, number)})

    began = time.monotonic()
    save()
    seconds = time.monotonic() - began
    assert stored(site, pk) == {("1", "1")}

    def save_until_killed() -> None:
        try:
            while True:
                save()
        except OSError:
            return

    for moment in moments(seconds * 2, count=5):
        saving = threading.Thread(target=save_until_killed)
        saving.start()
        time.sleep(moment)
        site.kill()
        saving.join()
        [(summary, caution)] = stored(site, pk)
        assert summary == caution
        positions = query(
            site, f"SELECT position FROM faq_step WHERE question_id = {pk} ORDER BY 1"
        )
        assert positions == [(n,) for n in range(1, len(saved) + 1)]
        site.start()
        assert [site.get(page).status for page in PAGES] == [200, 200, 200]
    site.kill()
    with Workshop(site) as workshop:
        assert_intact(site, workshop)


def stored(site: Site, pk: object) -> set[tuple[object, ...]]:
    return set(
        query(
            site,
            "SELECT question.summary, step.caution FROM faq_question question JOIN faq_step step"
            f" ON question.id = step.question_id WHERE question.id = {pk}",
        )
    )
