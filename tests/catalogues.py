"""Brings the catalogues of translations up to date: `make messages`, or python -m tests.catalogues [LANGUAGE].

Works without gettext's programs. A language that is named and has no catalogue yet gets an empty one.
"""

import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("faq", "helpcenter", "templates")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")},
}


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def texts() -> Catalog:
    """All texts of the interface, from templates and code, in the order of the files' names."""
    found = Catalog()
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*")):
        if path.suffix not in {".py", ".html", ".xml", ".txt"} or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What stands between the texts keeps its lines, which would have to be indented as in Python.
            source = re.sub(r"\s*\n\s*", "\n", templatize(source).strip())
        place = (path.relative_to(ROOT).as_posix(), 0)
        for _, text, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            found.add(text, locations=[place], context=context)
    return found


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def updated(language: str) -> Catalog:
    """A language's catalogue with all texts that there are now and no others, nothing guessed."""
    path = catalogue(language)
    if path.exists():
        known = read(path)
    else:
        now, people = datetime.now(UTC), "the contributors of Helpcenter"
        known = Catalog(
            language,
            header_comment="# The texts of the interface. CONTRIBUTING.md says how to translate them.",
            project="Helpcenter",
            version="0.1",
            creation_date=now,
            revision_date=now,
            last_translator=people,
            language_team=people,
            msgid_bugs_address=people,
            fuzzy=False,
        )
    known.update(texts(), no_fuzzy_matching=True, update_creation_date=False)
    return known


def compiled(translations: Catalog) -> bytes:
    """What Django reads."""
    file = BytesIO()
    write_mo(file, translations)
    return file.getvalue()


def main(*languages: str) -> None:
    there = [path.parts[-3] for path in catalogue("*").parent.parent.parent.glob("*/*/django.po")]
    for language in sorted({*languages, *there}):
        path, translations = catalogue(language), updated(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, translations, width=100, ignore_obsolete=True, include_lineno=False)
        path.with_suffix(".mo").write_bytes(compiled(translations))
        print(f"{path.relative_to(ROOT)}: {len(missing(translations))} texts to translate")


def missing(translations: Catalog) -> list[str]:
    """The texts that have no translation, or not in every plural form, or one that is only guessed."""
    return [
        str(each.id)
        for each in translations
        if each.id and (each.fuzzy or not all(strings(each, translations.num_plurals)))
    ]


def strings(message: Message, plurals: int) -> list[str]:
    """The translations of a message: one, or as many as the language has plural forms."""
    if not message.pluralizable:
        return [str(message.string or "")]
    given = message.string if isinstance(message.string, list | tuple) else ()
    return [*given, *[""] * (plurals - len(given))]


if __name__ == "__main__":
    main(*sys.argv[1:])
