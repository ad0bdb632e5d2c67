"""The page that turns a pasted or uploaded page into drafts, with a preview."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq import conf
from faq.admin.forms import CleanedData
from faq.admin.job import start_job
from faq.admin.markdown_fields import MarkdownTextarea
from faq.admin.requests import StaffRequest
from faq.disk import NotStored
from faq.importing import upload_store
from faq.importing.pages import (
    MAX_BYTES,
    Draft,
    PageError,
    PagePlan,
    PageSource,
    create_drafts,
    plan_page,
)
from faq.models import Job, Question, Topic
from faq.ops.deadlines import allow_seconds
from faq.text.words import folded_words

# More are created in a job.
MAX_CREATED_AT_ONCE = 20

_FORMATS = [
    ("", _("Detect automatically")),
    ("text", _("Plain text")),
    ("markdown", "Markdown"),
    ("html", "HTML"),
]


class PageForm(forms.Form):
    text = forms.CharField(
        label=_("Page text"),
        required=False,
        strip=False,
        widget=MarkdownTextarea(16, max_length=MAX_BYTES, has_buttons=False),
        help_text=_("Paste plain text, Markdown or HTML. You do not need to tidy it first."),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("Text, Markdown or HTML of at most 1 MB."),
    )
    format = forms.ChoiceField(label=_("Format"), choices=_FORMATS, required=False)
    topic = forms.ModelChoiceField(
        label=_("Topic of the drafts"),
        queryset=Topic.objects.in_order(),
        required=False,
        empty_label=_("Unsorted (choose later)"),
    )

    def clean(self) -> CleanedData:
        """Parse the page and add it as `source`."""
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if file and text.strip():
            raise forms.ValidationError(gettext("Paste the page or choose a file, not both."))
        if not file and not text.strip():
            raise forms.ValidationError(gettext("Paste a page, or choose a file."))
        try:
            format = cleaned.get("format") or None
            # One byte more than allowed is enough to reject a file that is too large.
            cleaned["source"] = (
                PageSource.from_bytes(file.read(MAX_BYTES + 1), format=format)
                if file
                else PageSource.from_text(text, format=format)
            )
        except PageError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return cleaned


class DraftRow(NamedTuple):
    """A field of a draft beside the text that it comes from."""

    field: str
    source: str
    text: str


class DraftCard(NamedTuple):
    """A draft as the preview shows it.

    Attributes:
        number: position in the page, from 1.
        draft: the draft.
        rows: its fields.
        is_chosen: whether its box is ticked.
        is_duplicate: whether the box is not ticked because a question with this title exists.
    """

    number: int
    draft: Draft
    rows: list[DraftRow]
    is_chosen: bool
    is_duplicate: bool


@allow_seconds(conf.import_deadline)
def page_import_view(request: StaffRequest) -> HttpResponse:
    """Show the drafts that a page would become, and create those that the editor chooses."""
    if not request.user.has_perm("faq.add_question"):
        raise PermissionDenied
    form = PageForm(request.POST or None, request.FILES or None)
    plan: PagePlan | None = None
    if request.method == "POST" and form.is_valid():
        source: PageSource = form.cleaned_data["source"]
        try:
            plan = plan_page(source)
        except PageError as problem:
            form.add_error(None, str(problem))
        else:
            if "make" in request.POST:
                response = _create(request, source, plan, form.cleaned_data["topic"])
                if response:
                    return response
            # Browsers do not send a chosen file again, so the form keeps its text.
            data = {**request.POST.dict(), "text": source.text, "format": source.format}
            form = PageForm(data)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import a page"),
        "opts": Question._meta,
        "form": form,
        "plan": plan,
        "cards": _cards(plan, request) if plan else [],
    }
    return TemplateResponse(request, "admin/faq/question/page_import.html", context)


def _create(
    request: StaffRequest, source: PageSource, plan: PagePlan, topic: Topic | None
) -> HttpResponse | None:
    """Create the chosen drafts, many of them in a job; return None if none were created."""
    chosen = request.POST.getlist("draft")
    if not chosen:
        messages.warning(request, gettext("No drafts were created. Choose at least one."))
        return None
    if len(chosen) > MAX_CREATED_AT_ONCE:
        try:
            file = upload_store.save(source.text.encode(), now=timezone.now())
        except NotStored as problem:
            messages.error(request, str(problem))
            return None
        arguments = {
            "file": file,
            "format": source.format,
            "topic": topic.pk if topic else None,
            "drafts": chosen,
        }
        return start_job(request, Job.Kind.PAGE_IMPORT, arguments)
    created = create_drafts(plan, topic=topic, by=request.user, at=timezone.now(), digests=chosen)
    level = messages.SUCCESS if created.questions else messages.WARNING
    messages.add_message(request, level, created.message())
    return redirect(reverse("admin:faq_question_changelist") + "?state=draft")


def _cards(plan: PagePlan, request: StaffRequest) -> list[DraftCard]:
    chosen = request.POST.getlist("draft") if "make" in request.POST else None
    cards = []
    for number, draft in enumerate(plan.drafts, start=1):
        rows = [
            DraftRow(_label(name), plan.text[piece.start : piece.end].strip(), piece.text)
            for name, piece in draft.pieces()
        ]
        title = folded_words(draft.title.text)
        exists = any(
            similar.pk and folded_words(similar.title) == title for similar in draft.near_duplicates
        )
        is_chosen = draft.digest in chosen if chosen is not None else not exists
        cards.append(DraftCard(number, draft, rows, is_chosen, exists and not is_chosen))
    return cards


def _label(name: str) -> str:
    """Return the label of a field of a draft, which `Draft.pieces()` calls "step 2 caution" for example."""
    if not name.startswith("step "):
        return {
            "title": gettext("Title"),
            "phrasing": gettext("Phrasing"),
            "summary": gettext("Summary"),
            "body": gettext("Body"),
        }[name]
    number, kind = f"{name} ".split(" ", 2)[1:]
    labels = {"": gettext("Step {}"), "body": gettext("Step {}, body")}
    return labels.get(kind.strip(), gettext("Step {}, caution")).format(number)
