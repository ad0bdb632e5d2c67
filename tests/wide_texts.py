"""Ordinary texts that are wider than a phone, for every place where people's text is shown."""

from collections.abc import Iterator

# What stands in one line: in titles, summaries, topics and the titles of steps.
LINES = [
    "https://accounts.example.com/realms/helpcenter/protocol/openid-connect/auth?client_id=web&state=9f2c",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    r"C:\Users\Margarethe\AppData\Local\Packages\Microsoft.WindowsTerminal_8wekyb3d8bbwe\LocalState\settings.json",
    "/var/lib/containers/storage/overlay-images/manifests/sha256/latest/manifest.json.signature",
    "`HELPCENTER_SEARCH_INDEX_REBUILD_INTERVAL_SECONDS=86400`",
    "[[Rechtsschutzversicherungsgesellschaftenverwaltungseinstellungen]]",
    "[[Datei › Zahlungsverkehrseinstellungen › Umsatzsteueridentifikationsnummernverwaltung]]",
    "**Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft**",
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung ändern",
    "margarethe.wolkenstein-hohenlohe+rechnungen@buchhaltungsdienstleistungen.example.com",
    "W" * 200,
    "🧾" * 60,
    "👩‍👩‍👧‍👦" * 20,
    "كيف أسترد أموالي من https://accounts.example.com/refunds/2026/pending-requests/overview ؟",
    "מספר 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 לא נמצא",
    "返金はどうすればいいですか" * 8,
]
LONG_WORD = "Wortungeheuer" * 23
BLOCKS = [
    *LINES,
    LONG_WORD,
    f"## {LONG_WORD}",
    f"```\nexport PATH={LONG_WORD}:$PATH\n```",
    f"1. {LINES[0]}\n   - `{LONG_WORD}`\n     - {LINES[1]}",
    f"> {LINES[2]}\n>\n> > {LONG_WORD}",
    f"> [!WARNING]\n> {LINES[3]}\n>\n> ```\n> {LINES[2]}\n> ```\n>\n"
    f"> | a | b |\n> |---|---|\n> | {LINES[1]} | {LINES[4]} |",
    f"| {LINES[1]} | Umsatzsteueridentifikationsnummern | c | d |\n|---|---|---|---|\n"
    f"| `{LINES[2]}` | 2 | {LINES[8]} | 4 |",
    f"[{LONG_WORD}](https://example.com/{LONG_WORD})",
    f"![{LONG_WORD}](/media/gone.png)",
]


def fixture() -> Iterator[dict[str, object]]:
    """Yield topics, audiences and questions that hold these texts in every field, as objects of a fixture."""

    def row(model: str, **fields: object) -> dict[str, object]:
        return {"model": f"faq.{model}", "fields": fields}

    audiences = [f"audience-{number}" for number, _ in enumerate(LINES)]
    for slug, line in zip(audiences, LINES, strict=True):
        yield row("audience", slug=slug, title=line[:80])
    for number, line in enumerate(LINES):
        slug = f"wide-{number}"
        yield row("topic", slug=slug, title=line[:80], summary=line)
        yield row(
            "question",
            topic=[slug],
            slug=slug,
            title=line,
            summary=line,
            body="\n\n".join(BLOCKS),
            audiences=[[audience] for audience in audiences],
            status="published",
            published_at="2026-01-01T00:00:00Z",
            featured=True,
            urgent=True,
        )
        yield row("phrasing", question=[slug], text=f"wide texts {number}")
    for position, line in enumerate(LINES[12:15], start=1):
        yield row("step", question=["wide-13"], position=position, title=line, body=line)
    for position, block in enumerate(BLOCKS, start=1):
        title = LINES[position % len(LINES)]
        texts = {"title": title, "body": block, "caution": block if len(block) <= 500 else title}
        yield row("step", question=["wide-0"], position=position, **texts)
    yield row(
        "question",
        topic=["wide-1"],
        slug="wide-retired",
        title=LINES[0],
        status="archived",
        published_at="2026-01-01T00:00:00Z",
        replaced_by=["wide-0"],
    )
