"""Fields in Markdown, with the scripts of their buttons, keys, pasting and dialogs."""

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import CharField, TextField
from django.forms import Script
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from faq.admin.attachment import ATTACHMENT_TYPES
from faq.admin.forms import WIDE, Overrides
from faq.admin.image import ACCEPTED_TYPES
from faq.images import MAX_ATTACHMENT_BYTES, MAX_BYTES
from faq.models.attachment import TITLE_LENGTH
from faq.models.image import ALT_LENGTH
from faq.text.markdown import MAX_LENGTH

EDITOR = Script(
    "faq/admin/editor.js",
    **{
        "data-findings": reverse_lazy("admin:faq_question_findings"),
        "data-toolbar": _("Formatting of: {field}"),
        "data-checks": _("Checks"),
        "data-control": _("Ctrl"),
        "data-bold": _("Bold"),
        "data-label": _("Label"),
        "data-link": _("Link"),
        "data-list": _("List"),
        "data-numbers": _("Numbered list"),
        "data-heading": _("Heading"),
        "data-code": _("Code"),
        "data-table": _("Table"),
        "data-callout": _("Note"),
        "data-image": _("Image"),
        "data-video": _("Video"),
        "data-file": _("File"),
        "data-cell": _("Column"),
        "data-note": _("What readers should know. Write [!TIP] or [!WARNING] for another kind."),
        "data-bolded": _("Text is now bold."),
        "data-unbolded": _("Text is no longer bold."),
        "data-labelled": _("Text is now a label."),
        "data-unlabelled": _("Text is no longer a label."),
        "data-headed": _("Text is now a heading."),
        "data-unheaded": _("Text is no longer a heading."),
        "data-coded": _("Text is now code."),
        "data-uncoded": _("Text is no longer code."),
        "data-listed": _("Text is now a list."),
        "data-unlisted": _("Text is no longer a list."),
        "data-put": _("Inserted."),
        "data-pasted": _("Pasted as Markdown."),
        "data-no-image": _(
            "Nothing was inserted: the file is not an image. Insert PNG, JPEG or WebP images."
        ),
        "data-one-file": _("Only the first image is inserted. Insert the others one by one."),
        "data-error": _("To fix"),
        "data-warning": _("Warnings"),
        "data-checking": _("Checking the text …"),
        "data-lost": _("The text cannot be checked just now. You can keep writing and save."),
    },
)
INSERT_DIALOG = Script(
    "faq/admin/insert_dialog.js",
    **{
        "data-targets": reverse_lazy("admin:faq_question_targets"),
        "data-upload": reverse_lazy("admin:faq_image_add"),
        "data-link": _("Insert a link"),
        "data-words": _("Link text"),
        "data-target": _("Question to link to, or an address"),
        "data-image": _("Insert an image"),
        "data-video": _("Insert a video"),
        "data-video-address": _("Address of the page of the video"),
        "data-video-title": _("Title, which readers see before they play it"),
        "data-video-missing": _("Give the address, which begins with https://, and a title."),
        "data-file": _("PNG, JPEG or WebP, at most 10 MB"),
        "data-alt": _("Description for people who cannot see it"),
        "data-kinds": ACCEPTED_TYPES,
        "data-alt-length": str(ALT_LENGTH),
        "data-largest": str(MAX_BYTES),
        "data-put": _("Insert"),
        "data-attach": _("Insert a file"),
        "data-attach-upload": reverse_lazy("admin:faq_attachment_add"),
        "data-attach-file": _("PDF, MP4 or WebM, at most 30 MB"),
        "data-attach-title": _("Title, which readers choose"),
        "data-attach-kinds": ATTACHMENT_TYPES,
        "data-attach-length": str(TITLE_LENGTH),
        "data-attach-largest": str(MAX_ATTACHMENT_BYTES),
        "data-attach-too-large": _("The file is larger than 30 MB. Make it smaller and try again."),
        "data-upload-it": _("Upload and insert"),
        "data-cancel": _("Cancel"),
        "data-one": _("1 question."),
        "data-many": _("{n} questions."),
        "data-none": _("No question found."),
        "data-choose": _(
            "Choose a question from the list, or type an address like https://example.com/."
        ),
        "data-too-large": _("The image is larger than 10 MB. Make it smaller and try again."),
        "data-failed": _("That did not work. Try again, or save first and reload the page."),
    },
)

WRITING = ["faq/admin/rich_paste.js", EDITOR, INSERT_DIALOG]


class MarkdownTextarea(AdminTextareaWidget):
    """A field in Markdown. The scripts find it by an attribute, which says how long its text may be.

    Args:
        rows: its height before it grows with its text.
        max_length: in characters.
        is_line: whether it is one line, in which only links and bold words are shown.
        has_buttons: whether it has buttons and keys, and not pasting alone.
    """

    def __init__(
        self,
        rows: int = 4,
        *,
        max_length: int = MAX_LENGTH,
        is_line: bool = False,
        has_buttons: bool = True,
    ) -> None:
        attributes: dict[str, object] = {"rows": rows, "data-writing": max_length}
        if is_line:
            attributes["data-line"] = ""
        if not has_buttons:
            attributes["data-bare"] = ""
        super().__init__(attributes)

    class Media:
        css = {"all": ["faq/admin/editor.css"]}
        js = WRITING


# Fields of several lines are in Markdown.
MARKDOWN: Overrides = {**WIDE, TextField: {"widget": MarkdownTextarea()}}
MARKDOWN_LINE: Overrides = {CharField: {"widget": MarkdownTextarea(2, is_line=True)}}
