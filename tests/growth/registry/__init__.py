"""The functions that read a text from outside, each with a call and the size of its input."""

from tests.growth.registry import importing, searches, texts, writing
from tests.growth.registry.reader import Reader

READERS: dict[str, Reader] = {
    **texts.READERS,
    **searches.READERS,
    **writing.READERS,
    **importing.READERS,
}

# Functions that need no entry of their own, by the reason.
EXEMPT = {
    "the code chooses the text": (
        "faq.api.parameters:unknown",
        "faq.publishing.style_rules.findings:describe_place",
        "faq.importing.fixtures.synthetic:from_corpora",
        "faq.importing.fixtures.fixture_object:FixtureObject.slug_of",
        "faq.importing.pages.outline:leftover",
        "faq.importing.pages.step_writer:piece_of_block",
        "faq.languages:prefix_of",
        "faq.languages:root_of",
    ),
    "the operator chooses the text": (
        "faq.text.colours:Accent.from_colour",
        "faq.text.colours:Oklch.from_hex",
    ),
    "it compares or stores a value of JSON that has been read": (
        "faq.importing.fixtures.fixture_object:key_in",
        "faq.importing.fixtures.fixture_object:slug_in",
        "faq.importing.fixtures.loading_order:open_in_order",
        "faq.publishing.content_snapshot:completed",
    ),
    "it stores the text as it is": (
        "faq.importing.pages.blocks:Block.with_text",
        "faq.importing.pages.sentences:Sentence.with_text",
        "faq.importing.upload_store:save",
        "faq.text.ui_labels:label",
        "faq.publishing.content_snapshot:apply_snapshot",
    ),
    "the text has passed plan_page(), plan_table(), check_fixture(), check_snapshot() or parse()": (
        "faq.importing.pages.creation:create_drafts",
        "faq.importing.fixtures.recording:recorded_changes",
        "faq.importing.spreadsheets.table_plan:apply_plan",
        "faq.publishing.style_check:check_style",
        "faq.search.query.completion:completions",
        "faq.search.query.completion:whole_share",
        "faq.search.query.expansion:expand",
        "faq.search.query.spelling:candidates",
    ),
    "a registered function calls it on the same text": (
        "faq.insights.search_counts:count_search",
        "faq.models.synonym:MembersField.get_prep_value",
        "faq.models.synonym:MembersField.to_python",
        "faq.models.synonym:SynonymQuerySet.get_by_natural_key",
        "faq.publishing.style_rules.steps:cautions",
        "faq.publishing.style_rules.texts:grade",
        "faq.publishing.style_rules.texts:grade_of",
        "faq.publishing.style_rules.texts:videos",
        "faq.search.editorial:search_all",
        "faq.search.query.synonyms:differing",
        "faq.search.results:best_step",
    ),
    "render() calls it": tuple(
        f"faq.text.html_renderer:HTMLRenderer.{token}"
        for token in (
            "callout_open",
            "ui_label",
            "link_open",
            "link_close",
            "heading_open",
            "heading_close",
            "image",
            "video",
            "table_open",
            "table_close",
            "fence",
            "code_block",
            "summary_open",
        )
    ),
    "it reads which parts there are, and no text": ("faq.rendering.answer:allow_players",),
    "it draws at most 200 characters, and the drawing takes a tenth of a second": (
        "faq.rendering.og_image:draw",
    ),
}
