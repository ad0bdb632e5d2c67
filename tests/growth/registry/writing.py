"""The functions that read what editors write."""

from typing import Any

from faq.models import Question, image
from faq.publishing import content_snapshot, diff, style_check, three_way_merge
from faq.publishing.content_snapshot import ContentSnapshot
from faq.publishing.style_rules import Finding, LinkTarget, check, grade_of, measures
from faq.publishing.style_rules import texts as style_texts
from faq.publishing.style_rules.passages import passages
from faq.publishing.style_rules.repairs import find_repair
from faq.publishing.urls import link_rewriting, links, redirects, slugs
from tests.factories import NOW
from tests.growth.registry.reader import Reader


def content(**fields: Any) -> ContentSnapshot:
    whole: Any = {**content_snapshot.blank(), "slug": "a", "title": "Why?", **fields}
    return whole


def with_step(text: str) -> ContentSnapshot:
    return content(steps=[{"uid": "", "title": text, "body": text, "caution": text}])


def style(whole: ContentSnapshot) -> list[Finding]:
    return check(whole, language="en", find_link_target=lambda _: LinkTarget.READABLE)


def repaired(text: str) -> object:
    whole: ContentSnapshot = {**with_step(text), "title": text, "summary": text}
    return [find_repair(finding, whole) for finding in style(whole)]


READERS: dict[str, Reader] = {
    # What editors write.
    "faq.models.image:render_with_images": Reader(image.render_with_images, 1_000),
    "faq.publishing.content_snapshot:fingerprint": Reader(
        lambda text: content_snapshot.fingerprint(with_step(text))
    ),
    "faq.publishing.diff:compare": Reader(
        lambda text: diff.compare(text, f"{text[1:]}x", diff.Budget(50_000))
    ),
    "faq.publishing.diff:differences": Reader(
        lambda text: diff.differences(with_step(text), with_step(text[::-1]), diff.Budget(50_000)),
        2_000,
    ),
    "faq.publishing.diff:changed_lines": Reader(
        lambda text: diff.changed_lines(text, f"{text[1:]}x", diff.Budget(50_000))
    ),
    "faq.publishing.three_way_merge:merge_texts": Reader(
        lambda text: three_way_merge.merge_texts(text, f"x{text}", f"{text}x", diff.Budget(50_000))
    ),
    "faq.publishing.three_way_merge:three_way_merge": Reader(
        lambda text: three_way_merge.three_way_merge(
            with_step(text), with_step(f"x{text}"), with_step(f"{text}x"), diff.Budget(50_000)
        ),
        2_000,
    ),
    "faq.publishing.three_way_merge:with_choice": Reader(
        lambda text: three_way_merge.with_choice(
            with_step(text),
            three_way_merge.Conflict(three_way_merge.Place("body"), text, ""),
            "mine",
        )
    ),
    "faq.publishing.style_check:check_snapshot": Reader(
        lambda text: style_check.check_snapshot(with_step(text), NOW), 300
    ),
    "faq.publishing.style_check:unexplained_warnings": Reader(
        lambda text: style_check.unexplained_warnings(Question(pk=1), content(body=text), NOW),
        1_000,
    ),
    "faq.publishing.style_check:grade_of": Reader(
        lambda text: style_check.grade_of(content(body=text)), 1_000
    ),
    "faq.publishing.style_rules:check": Reader(
        lambda text: style(with_step(text)), 400, long=8_000
    ),
    "faq.publishing.style_rules:grade_of": Reader(
        lambda text: grade_of(content(body=text), language="en"), 1_000
    ),
    "faq.publishing.style_rules.measures:words": Reader(measures.words),
    "faq.publishing.style_rules.measures:syllables": Reader(measures.syllables),
    "faq.publishing.style_rules.measures:reading_grade": Reader(
        lambda text: measures.reading_grade([text])
    ),
    "faq.publishing.style_rules.passages:passages": Reader(
        lambda text: passages(with_step(text)), 500
    ),
    "faq.publishing.style_rules.repairs:find_repair": Reader(repaired, 2_000),
    "faq.publishing.style_rules.texts:title": Reader(
        lambda text: list(style_texts.title(content(title=text)))
    ),
    "faq.publishing.style_rules.texts:summary": Reader(
        lambda text: list(style_texts.summary(content(summary=text)))
    ),
    "faq.publishing.urls.link_rewriting:with_current_links": Reader(
        lambda text: link_rewriting.with_current_links(content(body=text))
    ),
    "faq.publishing.urls.links:hrefs_in": Reader(links.hrefs_in),
    "faq.publishing.urls.links:page_of": Reader(links.page_of),
    "faq.publishing.urls.links:link_target_finder": Reader(
        lambda text: links.link_target_finder(content(), NOW)(f"/questions/a/{text}"), 4_000
    ),
    "faq.publishing.urls.links:pattern": Reader(
        lambda text: links.pattern("questions", ["a"]).sub("", text)
    ),
    "faq.publishing.urls.redirects:former_owners": Reader(
        lambda text: redirects.former_owners([text]), 4_000
    ),
    "faq.publishing.urls.slugs:free_slug": Reader(slugs.free_slug, 4_000),
    "faq.publishing.urls.slugs:propose_slug": Reader(
        lambda text: slugs.propose_slug(text, Question), 4_000
    ),
    "faq.publishing.urls.slugs:slug_of": Reader(slugs.slug_of, 4_000),
}
