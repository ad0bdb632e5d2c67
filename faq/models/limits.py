"""The limits of content, the same in forms, fixtures, tables and imported pages."""

from django.utils.translation import gettext_lazy as _

# A question with this many steps, phrasings and characters opens, saves and compares in about two seconds.
MAX_STEPS = 100
MAX_PHRASINGS = 100
# Of its body and its steps together.
MAX_TEXT = 100_000
# Each search looks at all of them.
MAX_SYNONYMS = 2_000

TOO_MANY_STEPS = _("A question has at most %(num)d steps. Divide it into two questions.")
TOO_MANY_PHRASINGS = _("A question has at most %(num)d phrasings. Delete those that say the same.")
TOO_MUCH_TEXT = _(
    "A question has at most %(num)d characters in its body and steps. Divide it into two questions."
)
TOO_MANY_SYNONYMS = _("There are at most %(num)d synonyms. Delete those that no search needs.")


def too_many_steps() -> str:
    return TOO_MANY_STEPS % {"num": MAX_STEPS}


def too_many_phrasings() -> str:
    return TOO_MANY_PHRASINGS % {"num": MAX_PHRASINGS}


def too_much_text() -> str:
    return TOO_MUCH_TEXT % {"num": MAX_TEXT}


def too_many_synonyms() -> str:
    return TOO_MANY_SYNONYMS % {"num": MAX_SYNONYMS}
