"""The limits of content, the same in forms, fixtures, tables and imported pages."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

# A question with this many steps, phrasings and characters opens, saves and compares in about two seconds.
MAX_STEPS = 100
MAX_PHRASINGS = 100
# Of its body and its steps together.
MAX_TEXT = 100_000
# Unsaved texts of one person, and the characters of one of them with the names of its fields.
MAX_AUTOSAVES = 200
MAX_FORM = 1_000_000
# Of a topic, whose page names all of them.
MAX_SECTIONS = 400
# Each search looks at all of them.
MAX_SYNONYMS = 2_000

TOO_MANY_STEPS = _("A question has at most %(num)d steps. Divide it into two questions.")
TOO_MANY_PHRASINGS = _("A question has at most %(num)d phrasings. Delete those that say the same.")
TOO_MUCH_TEXT = _(
    "A question has at most %(num)d characters in its body and steps. Divide it into two questions."
)
TOO_MANY_SECTIONS = _("A topic has at most %(num)d sections. Divide it into two topics.")
TOO_MANY_SYNONYMS = _("There are at most %(num)d synonyms. Delete those that no search needs.")


def problems(
    body: str, steps: Sequence[Mapping[str, object]], phrasings: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the fields of a question that hold too much, each with a message.

    Args:
        body: its text.
        steps: the title, body and caution of each step; other keys and values that are no text do not count.
        phrasings: its phrasings.
    """
    if len(steps) > MAX_STEPS:
        yield "steps", too_many_steps()
    texts = [step.get(name) for step in steps for name in ("title", "body", "caution")]
    length = len(body) + sum(len(text) for text in texts if isinstance(text, str))
    # The body alone has its own limit.
    if steps and length > MAX_TEXT:
        yield "steps", too_much_text()
    if len(phrasings) > MAX_PHRASINGS:
        yield "phrasings", too_many_phrasings()


def too_many_steps() -> str:
    return TOO_MANY_STEPS % {"num": MAX_STEPS}


def too_many_phrasings() -> str:
    return TOO_MANY_PHRASINGS % {"num": MAX_PHRASINGS}


def too_much_text() -> str:
    return TOO_MUCH_TEXT % {"num": MAX_TEXT}


def too_many_sections() -> str:
    return TOO_MANY_SECTIONS % {"num": MAX_SECTIONS}


def too_many_synonyms() -> str:
    return TOO_MANY_SYNONYMS % {"num": MAX_SYNONYMS}
