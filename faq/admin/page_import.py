"""A messy page to drafts in the admin: paste it, look at what would be made, then make it."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from faq.admin.forms import CleanedData
from faq.admin.requests import StaffRequest
from faq.importing.pages import (
    MAX_BYTES,
    Draft,
    PageError,
    PagePlan,
    PageSource,
    create_drafts,
    plan_page,
)
from faq.models import Question, Topic
from faq.text.words import folded_words

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
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
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
        """Adds `source`: the page, read."""
        given = super().clean() or self.cleaned_data
        file, text = given.get("file"), given.get("text") or ""
        if self.errors:
            return given
        if file and text.strip():
            raise forms.ValidationError(gettext("Paste the page or choose a file, not both."))
        if not file and not text.strip():
            raise forms.ValidationError(gettext("Paste a page, or choose a file."))
        try:
            format = given.get("format") or None
            # As much of it as shows that it is too large.
            given["source"] = (
                PageSource.from_bytes(file.read(MAX_BYTES + 1), format=format)
                if file
                else PageSource.from_text(text, format=format)
            )
        except PageError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return given


class DraftRow(NamedTuple):
    """A piece of a draft beside where it comes from."""

    field: str
    source: str
    text: str


class DraftCard(NamedTuple):
    """A draft as the preview shows it."""

    number: int
    draft: Draft
    rows: list[DraftRow]
    is_chosen: bool
    # Not chosen by itself, since a stored question asks the same in the same words.
    is_same: bool


def page_import_view(request: StaffRequest) -> HttpResponse:
    """Show what would be made of a page; make what is chosen of it."""
    if not request.user.has_perm("faq.add_question"):
        raise PermissionDenied
    form = PageForm(request.POST or None, request.FILES or None)
    planned: PagePlan | None = None
    if request.method == "POST" and form.is_valid():
        source: PageSource = form.cleaned_data["source"]
        try:
            planned = plan_page(source)
        except PageError as problem:
            form.add_error(None, str(problem))
        else:
            if "make" in request.POST and _make(request, planned, form.cleaned_data["topic"]):
                return redirect(reverse("admin:faq_question_changelist") + "?state=draft")
            # The next look is at the same text, wherever it came from.
            data = {**request.POST.dict(), "text": source.text, "format": source.format}
            form = PageForm(data)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import a page"),
        "opts": Question._meta,
        "form": form,
        "plan": planned,
        "cards": _cards(planned, request) if planned else [],
    }
    return TemplateResponse(request, "admin/faq/question/page_import.html", context)


def _make(request: StaffRequest, planned: PagePlan, topic: Topic | None) -> bool:
    chosen = request.POST.getlist("draft")
    if not chosen:
        messages.warning(request, gettext("No drafts were created. Choose at least one."))
        return False
    made = create_drafts(planned, topic=topic, by=request.user, at=timezone.now(), digests=chosen)
    count = len(made.questions)
    if not count:
        messages.warning(request, gettext("No drafts were created. They already exist."))
        return True
    said = ngettext(
        "{} draft was created. Open it, check what was unclear, and send it for review.",
        "{} drafts were created. Open them, check what was unclear, and send them for review.",
        count,
    )
    messages.success(request, said.format(count))
    return True


def _cards(planned: PagePlan, request: StaffRequest) -> list[DraftCard]:
    chosen = request.POST.getlist("draft") if "make" in request.POST else None
    cards = []
    for number, draft in enumerate(planned.drafts, start=1):
        rows = [
            DraftRow(_field(name), planned.text[piece.start : piece.end].strip(), piece.text)
            for name, piece in draft.pieces()
        ]
        title = folded_words(draft.title.text)
        is_same = any(
            each.pk and folded_words(each.title) == title for each in draft.near_duplicates
        )
        is_chosen = draft.digest in chosen if chosen is not None else not is_same
        cards.append(DraftCard(number, draft, rows, is_chosen, is_same and not is_chosen))
    return cards


def _field(name: str) -> str:
    """What a piece's field is called on the page."""
    if not name.startswith("step "):
        return {
            "title": gettext("Title"),
            "phrasing": gettext("Phrasing"),
            "summary": gettext("Summary"),
            "body": gettext("Body"),
        }[name]
    number, kind = f"{name} ".split(" ", 2)[1:]
    said = {"": gettext("Step {}"), "body": gettext("Step {}, body")}
    return said.get(kind.strip(), gettext("Step {}, caution")).format(number)
