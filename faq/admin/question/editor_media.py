"""The scripts of the form of a question, with their texts in data attributes."""

from django.forms import Script
from django.utils.translation import gettext_lazy as _

STEPS = Script(
    "faq/admin/steps.js",
    **{
        "data-step": _("Step {n}"),
        "data-up": _("Move step {n} up"),
        "data-down": _("Move step {n} down"),
        "data-now": _("Moved to place {n} of {all}."),
        "data-remove": _("Remove step {n}"),
        "data-added": _("Step {n} added."),
        "data-removed": _("Step {n} removed."),
        "data-undo": _("Undo"),
        "data-undone": _("Undone."),
    },
)
STEP_ROWS = Script(
    "faq/admin/step_rows.js",
    **{
        "data-text": _("Text of step {n}"),
        "data-none": _("Add a text or a caution"),
        "data-caution": _("Caution:"),
    },
)
PREVIEW = Script(
    "faq/admin/preview.js",
    **{
        "data-title": _("Preview"),
        "data-phone": _("Phone"),
        "data-dark": _("Dark"),
        "data-close": _("Close"),
        "data-lost": _("The preview cannot be shown just now. You can keep writing and save."),
    },
)
