"""Objects for fixtures, and fixtures with one thing wrong."""

import json
from typing import Any

TOPIC = {"slug": "bikes", "title": "Bicycles"}
QUESTION = {"topic": ["bikes"], "slug": "pump", "title": "How do I pump?", "status": "published"}

UID = "5f0c2a7e-93d1-4b68-8e24-d1a6b7c9f035"
# Of the first step that the database holds before.
OILED = "c7d2b5a9-1e38-4f60-9b7a-2f4e8d6c0a13"


def topic(**fields: Any) -> dict[str, Any]:
    return {"model": "faq.topic", "fields": {**TOPIC, **fields}}


def question(**fields: Any) -> dict[str, Any]:
    return {"model": "faq.question", "fields": {**QUESTION, **fields}}


def step(position: Any, *, of: str = "pump", **fields: Any) -> dict[str, Any]:
    values = {"question": [of], "position": position, "title": "Push", **fields}
    return {"model": "faq.step", "fields": values}


def phrasing(text: Any, *, of: str = "pump") -> dict[str, Any]:
    return {"model": "faq.phrasing", "fields": {"question": [of], "text": text}}


def synonym(words: Any, means: Any = "") -> dict[str, Any]:
    return {"model": "faq.synonym", "fields": {"words": words, "means": means}}


def without(item: dict[str, Any], field: str) -> dict[str, Any]:
    return {**item, "fields": {key: item["fields"][key] for key in item["fields"] if key != field}}


# By name: the objects of a fixture, and what its refusal says after the file's name.
BAD: dict[str, tuple[list[Any], str]] = {
    "unknown topic": (
        [question()],
        'object 1, faq.question "pump": topic: there is no topic "bikes" here or in the database.',
    ),
    "unknown question of a step": (
        [step(1)],
        'object 1, faq.step "pump 1": question: there is no question "pump" here',
    ),
    "unknown audience": (
        [topic(), question(audiences=[["riders"]])],
        'object 2, faq.question "pump": audiences: there is no audience "riders" here',
    ),
    "topic as a number": (
        [topic(), question(topic=1)],
        'object 2, faq.question "pump": topic: write the topic as a list with its slug',
    ),
    "topic as text": (
        [topic(), question(topic="bikes")],
        'object 2, faq.question "pump": topic: write the topic as a list with its slug',
    ),
    "unknown replacement": (
        [topic(), question(replaced_by=["cycle"])],
        'object 2, faq.question "pump": replaced_by: there is no question "cycle" here',
    ),
    "replaced by itself": (
        [topic(), question(replaced_by=["pump"])],
        'object 2, faq.question "pump": replaced_by: a question cannot take its own place.',
    ),
    "topic is null": (
        [topic(), question(topic=None)],
        'object 2, faq.question "pump": topic: it is missing.',
    ),
    "audiences as text": (
        [topic(), question(audiences="riders")],
        'object 2, faq.question "pump": audiences: write the audience as a list with its slug',
    ),
    "duplicate slug of questions": (
        [topic(), question(), question(title="How do I pump again?")],
        'object 3, faq.question "pump": slug: object 2 is the same one already.',
    ),
    "duplicate slug of topics": (
        [topic(), topic(title="Bikes")],
        'object 2, faq.topic "bikes": slug: object 1 is the same one already.',
    ),
    "duplicate phrasing": (
        [topic(), question(), phrasing("flat tyre"), phrasing("flat tyre")],
        'object 4, faq.phrasing "pump flat tyre": text: object 3 is the same one already.',
    ),
    "phrasing that only looks different": (
        [topic(), question(), phrasing("flat tyre"), phrasing(" flat\u200b  tyre ")],
        "text: object 3 is the same one already.",
    ),
    "repeated position": (
        [topic(), question(), step(1), step(1, title="Pull")],
        'object 4, faq.step "pump 1": position: object 3 is the same one already.',
    ),
    "gap between positions": (
        [topic(), question(), step(1), step(3)],
        'object 4, faq.step "pump 3": position: the steps of "pump" have the positions 1, 3; '
        "2 is missing.",
    ),
    "positions from two": (
        [topic(), question(), step(2)],
        'object 3, faq.step "pump 2": position: the steps of "pump" have the positions 2; '
        "1 is missing.",
    ),
    "gap after what the database has": (
        [step(4, of="oil")],
        'object 1, faq.step "oil 4": position: the steps of "oil" have the positions 1, 2, 4; '
        "3 is missing.",
    ),
    "position zero": (
        [topic(), question(), step(0), step(1)],
        'object 3, faq.step "pump 0": position: the first step has position 1.',
    ),
    "negative position": (
        [topic(), question(), step(-1), step(1)],
        'object 3, faq.step "pump -1": position: the first step has position 1.',
    ),
    "position as text": (
        [topic(), question(), step("first")],
        'object 3, faq.step "pump first": position: ',
    ),
    "position as a number in text": (
        [topic(), question(), step("1"), step("3")],
        "position: ",
    ),
    "position as a fraction": ([topic(), question(), step(1.5)], 'faq.step "pump 1.5": position: '),
    "position is true": ([topic(), question(), step(True)], "position: "),
    "position is null": ([topic(), question(), step(None)], "position: "),
    "position without end": ([topic(), question(), step(10**30)], "position: "),
    "uid that is none": (
        [topic(), question(), step(1, uid="first")],
        'object 3, faq.step "pump 1": uid: write it as dumpdata does, like ',
    ),
    "uid as a number": ([topic(), question(), step(1, uid=7)], "uid: write it as dumpdata does"),
    "uid in other digits": (
        [topic(), question(), step(1, uid="٣" * 8 + "-٣٣٣٣-٣٣٣٣-٣٣٣٣-" + "٣" * 12)],
        "uid: write it as dumpdata does",
    ),
    "uid is null": ([topic(), question(), step(1, uid=None)], "uid: it may not be null."),
    "uid repeated": (
        [topic(), question(), step(1, uid=UID), step(2, uid=UID.upper())],
        'object 4, faq.step "pump 2": uid: object 3, faq.step "pump 1" has the same one.',
    ),
    "uid of another question": (
        [topic(), question(), step(1, uid=OILED)],
        'object 3, faq.step "pump 1": uid: it is a step of "oil". Leave it out.',
    ),
    "uid that leaves a gap behind": (
        [step(3, of="oil", uid=OILED)],
        'object 1, faq.step "oil 3": position: the steps of "oil" have the positions 2, 3; '
        "1 is missing.",
    ),
    "position missing": (
        [topic(), question(), without(step(1), "position")],
        'object 3, faq.step "pump None": position: it is missing.',
    ),
    "slug missing": (
        [without(topic(), "slug")],
        'object 1, faq.topic "None": slug: it is missing.',
    ),
    "title missing": (
        [topic(), without(question(), "title")],
        'object 2, faq.question "pump": title: it is missing.',
    ),
    "topic missing": (
        [topic(), without(question(), "topic")],
        'object 2, faq.question "pump": topic: it is missing.',
    ),
    "question of a step missing": (
        [topic(), question(), without(step(1), "question")],
        "question: it is missing.",
    ),
    "title empty": ([topic(), question(title="")], 'object 2, faq.question "pump": title: '),
    "title only of spaces": ([topic(), question(title=" \u200b ")], "title: "),
    "title is null": ([topic(), question(title=None)], 'faq.question "pump": title: '),
    "title is a number": (
        [topic(), question(title=7)],
        'object 2, faq.question "pump": title: write it as text in quotes.',
    ),
    "title is a list": ([topic(), question(title=["x"])], "title: write it as text in quotes."),
    "unknown model": (
        [topic(), {"model": "faq.article", "fields": {}}],
        'object 2: model: there is no model "faq.article". The content is made of faq.audience, '
        "faq.topic, faq.question, faq.step, faq.phrasing, faq.redirect, faq.synonym.",
    ),
    "model that is no name": ([{"model": "topic", "fields": TOPIC}], 'there is no model "topic"'),
    "model missing": ([{"fields": TOPIC}], 'object 1: it must have "model" and "fields".'),
    "object is no object": ([topic(), "question"], 'object 2: it must have "model" and "fields".'),
    "fields missing": (
        [{"model": "faq.topic"}],
        'object 1: fields: a faq.topic needs "fields": {…}.',
    ),
    "fields as a list": ([{"model": "faq.topic", "fields": []}], "object 1: fields: "),
    "unknown field": (
        [topic(colour="green")],
        'object 1, faq.topic "bikes": colour: there is no such field. '
        "There are slug, title, summary, icon, position.",
    ),
    "rendered body given": (
        [topic(), question(body="Fine.", body_html="<script>alert(1)</script>")],
        'object 2, faq.question "pump": body_html: there is no such field.',
    ),
    "rendered step given": (
        [topic(), question(), step(1, title_html="<script>alert(1)</script>")],
        "title_html: there is no such field.",
    ),
    "primary key given": ([{**topic(), "pk": 1}], "object 1: pk: leave it out"),
    "primary key among the fields": ([topic(id=1)], "id: there is no such field."),
    "featured is text": ([topic(), question(featured="perhaps")], "featured: "),
    "time is no time": (
        [topic(), question(published_at="yesterday")],
        'object 2, faq.question "pump": published_at: ',
    ),
    "time is a list": ([topic(), question(published_at=[2026])], "published_at: "),
    "time without a zone": (
        [topic(), question(published_at="2026-11-01T09:00:00")],
        "published_at: ",
    ),
    "bad status": (
        [topic(), question(status="live")],
        "It may be draft, in_review, published, archived.",
    ),
    "bad icon": ([topic(icon="unicorn")], 'object 1, faq.topic "bikes": icon: '),
    "malformed slug": (
        [topic(), question(slug="How to pump")],
        'object 2, faq.question "How to pump": slug: Use lower-case letters, digits and single '
        "hyphens between them, like end-contract.",
    ),
    "slug too long": ([topic(slug="x" * 81)], "slug: it has 81 characters, and may have 80."),
    "title too long": (
        [topic(), question(title="x" * 201)],
        "title: it has 201 characters, and may",
    ),
    "body too long": (
        [topic(), question(body="x" * 20_001)],
        "body: Ensure this value has at most 20000 characters",
    ),
    "caution too long": (
        [topic(), question(), step(1, caution="x" * 501)],
        "caution: it has 501 char",
    ),
    "phrasing too long": (
        [topic(), question(), phrasing("x" * 201)],
        "text: it has 201 characters",
    ),
    "NUL": (
        [topic(), question(body="a\x00b")],
        'object 2, faq.question "pump": body: it holds a NUL character. Remove it.',
    ),
    "lone surrogate": (
        [topic(), question(title="\ud800")],
        'object 2, faq.question "pump": title: it holds half of a surrogate pair',
    ),
    "old address of another question": (
        [topic(), question(slug="lamp")],
        'object 2, faq.question "lamp": slug: This address is an old one of “Where is the lamp?”',
    ),
    "synonym of nothing": (
        [synonym("bill")],
        'object 1, faq.synonym "bill": words: One word alone stands for nothing. ',
    ),
    "synonym without words": (
        [without(synonym("", "bill"), "words")],
        'object 1, faq.synonym "None": words: it is missing.',
    ),
    "synonym of commas": (
        [synonym(" , ,", "bill")],
        'object 1, faq.synonym " , ,": words: This field cannot be blank.',
    ),
    "synonym of signs": (
        [synonym("bill, ?!")],
        'object 1, faq.synonym "bill, ?!": words: “?!” has no letters or digits to search for.',
    ),
    "synonym of many words": (
        [topic(), synonym("bill", "a piece of paper")],
        'object 2, faq.synonym "bill": means: “a piece of paper” has 4 words; use at most 3.',
    ),
    "synonym of itself": (
        [synonym("bill, invoice, Bills")],
        "words: To search, “Bills” is the same as “bill”. Leave one of them out.",
    ),
    "synonym on both sides": (
        [synonym("bill, invoice", "receipt, invoices")],
        "means: To search, “invoices” is the same as “invoice”. Leave one of them out.",
    ),
    "synonym of too many": (
        [synonym(", ".join("abcdefghijklm"))],
        "words: There are 13 of them; use at most 12. ",
    ),
    "synonym too long": (
        [synonym("x" * 301, "bill")],
        "words: it has 301 characters, and may have 300.",
    ),
    "synonym as a list": (
        [synonym(["bill", "invoice"])],
        "words: write it as text in quotes.",
    ),
    "duplicate synonym that only looks different": (
        [synonym("bill, invoice"), synonym(" bill,,invoice ", "receipt")],
        'object 2, faq.synonym " bill,,invoice ": words: object 1 is the same one already.',
    ),
    "redirect to nowhere": (
        [{"model": "faq.redirect", "fields": {"old_path": "/questions/x/"}}],
        "/questions/x/",
    ),
    "redirect to two places": (
        [
            {
                "model": "faq.redirect",
                "fields": {"old_path": "/questions/x/", "question": ["oil"], "topic": ["shed"]},
            }
        ],
        "/questions/x/",
    ),
}


# By name: the bytes of a file that is no fixture, and what its refusal says.
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "no JSON": (b'[{"model": "faq.topic",]', "line 1, column 24 is not JSON"),
    "cut short": (b'[\n{"model": "faq.topic", "fields": {"slug": "bi', "line 2, column"),
    "no bytes": (b"", "line 1, column 1 is not JSON"),
    "no list": (json.dumps(topic()).encode(), "it must be a list of objects"),
    "empty list": (b"[]", "it must be a list of objects"),
    "number": (b"7", "it must be a list of objects"),
    "byte order mark": (
        b"\xef\xbb\xbf" + json.dumps([topic()]).encode(),
        "it starts with a byte order mark. Save it as UTF-8 without one.",
    ),
    "UTF-16": (json.dumps([topic()]).encode("utf-16"), "is not UTF-8. Save the file as UTF-8."),
    "Latin-1": (
        '[{"model": "faq.topic", "fields": {"slug": "a", "title": "Räder"}}]'.encode("latin-1"),
        "byte 59 is not UTF-8. Save the file as UTF-8.",
    ),
    "NUL bytes": (b"\x00" * 100, "line 1, column 1 is not JSON"),
    "nested without end": (b"[" * 100_000, "it is nested too deeply to be a fixture."),
    "NaN": (
        json.dumps([topic(position=float("nan"))]).encode(),
        "position: ",
    ),
    "number of many digits": (
        b'[{"model": "faq.topic", "fields": {"slug": "a", "title": "A", "position": 1'
        + b"0" * 5000
        + b"}}]",
        "it holds a number of too many digits.",
    ),
    "50 MB": (b"[" + b" " * 100, "it is 50 MB large, and at most 32 MB are read at once."),
}
