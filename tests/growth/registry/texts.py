"""The functions that read plain text and Markdown."""

from faq.rendering import rich_parts
from faq.text import (
    bold_labels,
    cleaning,
    contact_links,
    direction,
    headings,
    markdown,
    markdown_writer,
    media_names,
    networks,
    plain_table,
    redaction,
    safe_json,
    ui_labels,
    videos,
    words,
)
from faq.text import sentences as text_sentences
from tests.growth.registry.reader import BASE, Reader

READERS: dict[str, Reader] = {
    # Plain text and Markdown.
    "faq.text.bold_labels:mark_labels": Reader(bold_labels.mark_labels),
    "faq.text.cleaning:remove_invisible": Reader(cleaning.remove_invisible, 32_000),
    "faq.text.ui_labels:parts_of": Reader(ui_labels.parts_of, 32_000),
    "faq.text.cleaning:normalize_newlines": Reader(cleaning.normalize_newlines, 32_000),
    "faq.text.cleaning:one_line": Reader(cleaning.one_line, 32_000),
    "faq.text.contact_links:add_context": Reader(
        lambda text: contact_links.add_context(
            f"mailto:a@b.example?body={text}", {}, subject=text, lines=[text]
        )
    ),
    "faq.text.direction:direction": Reader(direction.direction, 32_000),
    "faq.text.markdown:render": Reader(markdown.render, 2_000),
    "faq.text.markdown:render_inline": Reader(markdown.render_inline, 2_000),
    "faq.text.markdown:parse": Reader(markdown.parse, 2_000),
    "faq.text.markdown:parse_inline": Reader(markdown.parse_inline, 2_000),
    "faq.text.markdown:image_markdown": Reader(lambda text: markdown.image_markdown(text, text)),
    "faq.text.headings:with_ids": Reader(headings.with_ids),
    "faq.text.markdown:plain": Reader(markdown.plain),
    "faq.text.markdown_writer:words": Reader(
        lambda text: markdown_writer.write(markdown_writer.paragraph(markdown_writer.words(text))),
        2_000,
    ),
    "faq.text.markdown_writer:line": Reader(
        lambda text: markdown_writer.write(
            markdown_writer.paragraph(markdown_writer.line(text, base=BASE))
        ),
        # Escaping takes time by the square of the length; titles and sentences are shorter than this.
        700,
    ),
    "faq.text.markdown_writer:blocks": Reader(
        lambda text: markdown_writer.write(markdown_writer.blocks(text, base=BASE)), 700
    ),
    "faq.text.markdown_writer:link": Reader(
        lambda text: markdown_writer.write(markdown_writer.link(markdown_writer.words("a"), text)),
        2_000,
    ),
    "faq.text.markdown_writer:bare_link": Reader(
        lambda text: markdown_writer.write(markdown_writer.bare_link(text)), 2_000
    ),
    "faq.text.media_names:media_names_in": Reader(lambda text: media_names.media_names_in([text])),
    "faq.text.media_names:static_paths_in": Reader(media_names.static_paths_in),
    "faq.text.markdown:link_markdown": Reader(lambda text: markdown.link_markdown(text, text)),
    "faq.text.videos:find_video": Reader(
        lambda text: [
            videos.find_video(f"https://{host}{text}")
            for host in ("youtu.be/", "www.youtube.com/watch?v=", "vimeo.com/", "a.example/w/", "")
        ]
    ),
    "faq.text.videos:looks_like_video": Reader(
        lambda text: videos.looks_like_video(f"https://a.example/{text}")
    ),
    "faq.text.videos:player_origin": Reader(videos.player_origin),
    "faq.text.videos:player_origins_in": Reader(videos.player_origins_in),
    "faq.text.media_names:attachment_name": Reader(
        lambda text: media_names.attachment_name(f"/media/{text}")
    ),
    "faq.text.media_names:is_site_video": Reader(
        lambda text: media_names.is_site_video(f"/media/{text}")
    ),
    "faq.rendering.rich_parts:rich_parts_in": Reader(rich_parts.rich_parts_in),
    "faq.text.media_names:is_site_image": Reader(
        lambda text: media_names.is_site_image(f"/static/{text}")
    ),
    "faq.text.networks:client_network": Reader(networks.client_network),
    "faq.text.networks:is_public": Reader(networks.is_public),
    "faq.text.plain_table:plain_table": Reader(
        lambda text: plain_table.plain_table([["a", "b"], [text, text]])
    ),
    "faq.text.redaction:redact": Reader(lambda text: redaction.redact(cleaning.one_line(text))),
    "faq.text.safe_json:safe_json": Reader(lambda text: safe_json.safe_json({"a": text})),
    "faq.text.sentences:split_sentences": Reader(text_sentences.split_sentences),
    "faq.text.sentences:sentence_starts": Reader(
        lambda text: list(text_sentences.sentence_starts(text))
    ),
    "faq.text.words:fold": Reader(words.fold),
    "faq.text.words:find_words": Reader(words.find_words),
    "faq.text.words:folded_words": Reader(words.folded_words),
    "faq.text.words:marked_words": Reader(words.marked_words),
    "faq.text.words:unsplit_words": Reader(words.unsplit_words),
}
