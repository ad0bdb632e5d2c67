"""Does the work of each kind of job."""

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from faq.disk import NotStored
from faq.importing import spreadsheets, upload_store
from faq.importing.pages import PageSource, create_drafts, plan_page
from faq.models import Audience, Job, Question, Topic
from faq.ops.jobs import Handler, JobFailed, Outcome
from faq.progress import Report
from faq.publishing import NotAllowed, bulk
from faq.search import SearchUnavailable
from faq.search.index.rebuild import rebuild


def import_table(job: Job, report: Report) -> Outcome:
    """Import the table that an editor uploaded and confirmed."""
    file, name = job.arguments["file"], job.arguments["name"]
    data = _stored(file)
    try:
        plan = spreadsheets.apply_plan(
            spreadsheets.read_csv(name, data),
            job.arguments["digest"],
            by=job.started_by,
            at=timezone.now(),
            name=name,
            report=report,
        )
    except (spreadsheets.StalePlan, spreadsheets.TableError, NotAllowed) as problem:
        raise JobFailed(str(problem)) from problem
    upload_store.delete(file)
    return Outcome([plan.imported_message()])


def import_page(job: Job, report: Report) -> Outcome:
    """Create the drafts of a page that an editor chose."""
    arguments = job.arguments
    text = _stored(arguments["file"]).decode()
    plan = plan_page(PageSource.from_text(text, format=arguments["format"]))
    created = create_drafts(
        plan,
        topic=Topic.objects.filter(pk=arguments["topic"]).first(),
        by=job.started_by,
        at=timezone.now(),
        digests=arguments["drafts"],
        report=report,
    )
    upload_store.delete(arguments["file"])
    return Outcome([created.message()])


def export(job: Job, report: Report) -> Outcome:
    """Store a CSV file with the questions that an editor chose."""
    data = spreadsheets.export_csv(job.arguments["questions"], report=report)
    try:
        file = upload_store.save(data, now=timezone.now())
    except NotStored as problem:
        raise JobFailed(str(problem)) from problem
    name = spreadsheets.export_name(timezone.localdate())
    return Outcome([gettext("The file can be downloaded for a day.")], file, name)


def change_many(job: Job, report: Report) -> Outcome:
    """Apply an action to the questions that an editor chose."""
    rows = job.arguments["edit"]
    edit = bulk.BulkEdit(
        Topic.objects.filter(pk=rows.get("topic")).first(),
        Audience.objects.filter(pk=rows.get("add")).first(),
        Audience.objects.filter(pk=rows.get("remove")).first(),
    )
    questions = Question.with_copies.filter(pk__in=job.arguments["questions"])
    try:
        messages = bulk.apply_action(
            job.arguments["action"],
            questions.select_related("topic").order_by("pk"),
            by=job.started_by,
            edit=edit,
            owner=User.objects.filter(pk=rows.get("owner")).first(),
            report=report,
        )
    except NotAllowed as problem:
        raise JobFailed(str(problem)) from problem
    return Outcome([*messages.refusals, *messages.successes])


def rebuild_index(job: Job, report: Report) -> Outcome:
    """Build a new search index and switch to it."""
    try:
        count = rebuild(report=report)
    except SearchUnavailable as problem:
        text = gettext("The index was not rebuilt, and the old one stays in use. {}")
        raise JobFailed(text.format(problem)) from problem
    return Outcome([gettext("The search index was rebuilt: {} questions.").format(count)])


HANDLERS: dict[str, Handler] = {
    Job.Kind.TABLE_IMPORT: import_table,
    Job.Kind.PAGE_IMPORT: import_page,
    Job.Kind.EXPORT: export,
    Job.Kind.BULK_ACTION: change_many,
    Job.Kind.REBUILD: rebuild_index,
}


def _stored(file: str) -> bytes:
    data = upload_store.load(file)
    if data is None:
        raise JobFailed(gettext("The uploaded file has expired. Choose it again."))
    return data
