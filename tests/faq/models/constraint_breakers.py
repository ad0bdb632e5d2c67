"""By constraint: what SQLite says of a row that breaks it, and two ways to break it."""

from collections.abc import Callable

from django.db.models import F, Model

from faq.models import (
    Attachment,
    Audience,
    Autosave,
    Banner,
    BrokenPromise,
    ContentVersion,
    Image,
    IndexChange,
    LinkCheck,
    Page,
    Phrasing,
    PromiseCheck,
    Question,
    Redirect,
    Revision,
    ScheduledPublication,
    SearchTerm,
    Section,
    Step,
    StuckReport,
    Synonym,
    Topic,
    Vote,
)
from faq.text.markdown import MAX_LENGTH
from tests.factories import (
    PAST,
    make_autosave,
    make_job,
    make_notification,
    make_question,
)

LONG = "x" * (MAX_LENGTH + 1)


def twin(model: type[Model], **others: object) -> None:
    """Insert a copy of the first row, with some values changed."""
    rows = model._default_manager
    row = rows.values().order_by("pk")[0]
    rows.bulk_create([model(**{**row, "id": None, **others})])


PAGES = "INSERT INTO faq_page (slug, title, body, body_html, position) VALUES"
BANNERS = "INSERT INTO faq_banner (kind, text, text_html, starts_at, ends_at) VALUES"
SYNONYMS = "INSERT INTO faq_synonym (words, means) VALUES"
IMAGES = (
    "INSERT INTO faq_image (name, alt, width, height, byte_count, uploaded_at) "
    "SELECT 'x', {values}, 1, 1, '2026-11-01'"
)
ATTACHMENTS = (
    "INSERT INTO faq_attachment (name, title, byte_count, uploaded_at) "
    "SELECT 'x', {values}, '2026-11-01'"
)
VOTES = (
    "INSERT INTO faq_vote (question_id, version, day, reader, answered, reason, words) "
    "SELECT id, '2026-11-01', '2026-11-23', x'00', {values} FROM faq_question WHERE id < 3"
)
REPORTS = (
    "INSERT INTO faq_stuckreport "
    "(question_id, version, day, reader, step_uid, position, title, reason, words) "
    "SELECT question_id, '2026-11-01', '2026-11-23', x'00', 'same', 1, '', {values} FROM faq_step"
)
NOTIFICATIONS = (
    "INSERT INTO faq_notification (recipient_id, question_id, at, kind, title, by_name, comment, "
    "address, attempts, error, delivery, next_attempt_at) "
    "SELECT 1, 1, '2026-11-01', 'sent_back', '', '', '', '', 0, '', {} FROM faq_topic"
)
# Neither way runs a validator.
BROKEN: dict[str, tuple[str, Callable[[], object], str]] = {
    "audience_slug_unique": (
        "UNIQUE constraint failed: faq_audience.slug",
        lambda: twin(Audience),
        "UPDATE faq_audience SET slug = 'same'",
    ),
    "audience_slug_well_formed": (
        "audience_slug_well_formed",
        lambda: Audience.objects.update(slug="Not-Well"),
        "UPDATE faq_audience SET slug = 'Not-Well-' || id",
    ),
    "topic_slug_unique": (
        "UNIQUE constraint failed: faq_topic.slug",
        lambda: twin(Topic),
        "UPDATE faq_topic SET slug = 'same'",
    ),
    "topic_slug_well_formed": (
        "topic_slug_well_formed",
        lambda: Topic.objects.update(slug="not--well"),
        "UPDATE faq_topic SET slug = 'not--well' || id",
    ),
    "section_slug_unique": (
        "UNIQUE constraint failed: faq_section.topic_id, faq_section.slug",
        lambda: twin(Section),
        "UPDATE faq_section SET slug = 'same'",
    ),
    # The primary key says so too.
    "section_topic_and_id_unique": (
        "UNIQUE constraint failed: faq_section",
        lambda: twin(Section, id=Section.objects.get().pk, slug="other"),
        "UPDATE faq_section SET id = 1",
    ),
    "section_slug_well_formed": (
        "section_slug_well_formed",
        lambda: Section.objects.update(slug="Not-Well"),
        "UPDATE faq_section SET slug = 'Not-Well-' || id",
    ),
    "section_slug_not_reserved": (
        "section_slug_not_reserved",
        lambda: Section.objects.update(slug="main"),
        "UPDATE faq_section SET slug = 'q'",
    ),
    "section_has_title": (
        "section_has_title",
        lambda: Section.objects.update(title=""),
        "UPDATE faq_section SET title = ''",
    ),
    "question_slug_unique": (
        "UNIQUE constraint failed: faq_question.slug",
        lambda: twin(Question),
        "UPDATE faq_question SET slug = 'same'",
    ),
    "question_slug_well_formed": (
        "question_slug_well_formed",
        lambda: Question.objects.update(slug="-not-well"),
        "UPDATE faq_question SET slug = '-not-well' || id",
    ),
    "question_status_known": (
        "question_status_known",
        lambda: Question.objects.update(status="retired"),
        "UPDATE faq_question SET status = 'PUBLISHED'",
    ),
    "question_published_has_published_at": (
        "question_published_has_published_at",
        lambda: Question.objects.update(published_at=None),
        "UPDATE faq_question SET published_at = NULL",
    ),
    "question_body_within_size": (
        "question_body_within_size",
        lambda: Question.objects.update(body=LONG),
        f"UPDATE faq_question SET body = '{LONG}'",
    ),
    "question_not_replaced_by_itself": (
        "question_not_replaced_by_itself",
        lambda: Question.objects.update(replaced_by=F("pk")),
        "UPDATE faq_question SET replaced_by_id = id",
    ),
    "question_expires_after_published": (
        "question_expires_after_published",
        lambda: Question.objects.update(expires_at=F("published_at")),
        "UPDATE faq_question SET expires_at = published_at",
    ),
    "question_copy_is_not_published": (
        "question_copy_is_not_published",
        lambda: Question.objects.update(is_copy=True),
        "UPDATE faq_question SET is_copy = 1",
    ),
    "question_original_is_no_copy": (
        "question_original_is_no_copy",
        lambda: Question.objects.update(copy_of=F("pk")),
        "UPDATE faq_question SET copy_of_id = id",
    ),
    "revision_number_unique": (
        "UNIQUE constraint failed: faq_revision.question_id, faq_revision.number",
        lambda: twin(Revision),
        "INSERT INTO faq_revision (question_id, number, content, published_at, by_name, note) "
        "SELECT 1, 1, '{}', '2026-01-01', '', '' FROM faq_topic",
    ),
    "autosave_new_has_no_question": (
        "CHECK constraint failed: autosave_new_has_no_question",
        lambda: make_autosave(is_new=True, question=make_question()),
        "INSERT INTO faq_autosave (by_id, form_key, question_id, is_new, fields, typed_at) "
        "SELECT 1, 'a', id, 1, '[]', '2026-11-01' FROM faq_question",
    ),
    "autosave_unique_of_form": (
        "UNIQUE constraint failed: faq_autosave.by_id, faq_autosave.form_key",
        lambda: twin(Autosave),
        "INSERT INTO faq_autosave (by_id, form_key, is_new, fields, typed_at) "
        "SELECT 1, 'same', 0, '[]', '2026-11-01' FROM faq_topic",
    ),
    "job_finished_has_time": (
        "CHECK constraint failed: job_finished_has_time",
        lambda: make_job(state="done"),
        "INSERT INTO faq_job (kind, state, arguments, language, messages, file_name, file, "
        "started_by_id, created_at) "
        "VALUES ('export', 'done', '{}', 'en', '[]', '', '', 1, '2026-11-01')",
    ),
    "notification_once_for_an_act": (
        "UNIQUE constraint failed: faq_notification.recipient_id, faq_notification.question_id, "
        "faq_notification.at",
        lambda: [make_notification(question=Question.objects.all()[0]) for _ in "12"],
        NOTIFICATIONS.format("'none', NULL"),
    ),
    "notification_waiting_has_next_attempt": (
        "CHECK constraint failed: notification_waiting_has_next_attempt",
        lambda: make_notification(delivery="waiting"),
        NOTIFICATIONS.format("'sent', '2026-11-01'"),
    ),
    "link_check_url_unique": (
        "UNIQUE constraint failed: faq_linkcheck.url",
        lambda: twin(LinkCheck),
        "INSERT INTO faq_linkcheck (url, problem, is_broken) SELECT '/same/', '', 0 FROM faq_topic",
    ),
    "search_term_unique_on_day": (
        "UNIQUE constraint failed: faq_searchterm.day, faq_searchterm.text",
        lambda: twin(SearchTerm),
        "INSERT INTO faq_searchterm (day, text, count, empty_count) "
        "SELECT '2026-01-01', 'same', 1, 0 FROM faq_topic",
    ),
    "search_term_empty_within_count": (
        "search_term_empty_within_count",
        lambda: SearchTerm.objects.update(empty_count=9),
        "INSERT INTO faq_searchterm (day, text, count, empty_count) VALUES ('2026-01-01', 'x', 1, 2)",
    ),
    "step_position_unique": (
        "UNIQUE constraint failed: faq_step.question_id, faq_step.position",
        lambda: twin(Step, uid=None),
        "UPDATE faq_step SET position = 1",
    ),
    "step_position_from_one": (
        "step_position_from_one",
        lambda: Step.objects.filter(position=1).update(position=0),
        "UPDATE faq_step SET position = 0 WHERE position = 1",
    ),
    "step_uid_unique": (
        "UNIQUE constraint failed: faq_step.question_id, faq_step.uid",
        lambda: twin(Step, position=9),
        "UPDATE faq_step SET uid = 'same', question_id = 1",
    ),
    "step_body_within_size": (
        "step_body_within_size",
        lambda: Step.objects.update(body=LONG),
        f"UPDATE faq_step SET body = '{LONG}'",
    ),
    "step_caution_within_size": (
        "step_caution_within_size",
        lambda: Step.objects.update(caution=LONG),
        f"UPDATE faq_step SET caution = '{LONG}'",
    ),
    "phrasing_unique_in_question": (
        "UNIQUE constraint failed: faq_phrasing.question_id, faq_phrasing.text",
        lambda: twin(Phrasing),
        "UPDATE faq_phrasing SET text = 'same'",
    ),
    "redirect_old_path_unique": (
        "UNIQUE constraint failed: faq_redirect.old_path",
        lambda: twin(Redirect),
        "INSERT INTO faq_redirect (old_path, question_id) SELECT '/questions/x/', id FROM faq_question",
    ),
    "redirect_has_one_target": (
        "redirect_has_one_target",
        lambda: twin(Redirect, old_path="/questions/other/", topic_id=Topic.objects.get().pk),
        "INSERT INTO faq_redirect (old_path) VALUES ('/questions/x/')",
    ),
    "index_change_question_unique": (
        "UNIQUE constraint failed: faq_indexchange.question_id",
        lambda: twin(IndexChange),
        "INSERT INTO faq_indexchange (question_id, sequence, marked_at) "
        "SELECT 1, id, '2026-01-01' FROM faq_topic",
    ),
    "content_version_only_one": (
        "content_version_only_one",
        lambda: ContentVersion.objects.bulk_create([ContentVersion(pk=2, number=1)]),
        "UPDATE faq_contentversion SET id = 2",
    ),
    "synonym_words_unique": (
        "UNIQUE constraint failed: faq_synonym.words",
        lambda: twin(Synonym),
        f"{SYNONYMS} ('bill, invoice', ''), ('bill, invoice', 'receipt')",
    ),
    "synonym_has_words": (
        "synonym_has_words",
        lambda: Synonym.objects.update(words=" , ", means="bill"),
        f"{SYNONYMS} ('', 'bill')",
    ),
    "synonym_has_others": (
        "synonym_has_others",
        lambda: Synonym.objects.update(words="bill", means=""),
        f"{SYNONYMS} ('bill', '')",
    ),
    "synonym_within_size": (
        "synonym_within_size",
        lambda: Synonym.objects.update(means="x" * 301),
        f"{SYNONYMS} ('bill', '{'x' * 301}')",
    ),
    "synonym_members_at_most": (
        "synonym_members_at_most",
        lambda: Synonym.objects.update(words="a,b,c,d,e,f,g,h,i,j,k,l,m"),
        f"{SYNONYMS} ('bill', 'a,b,c,d,e,f,g,h,i,j,k,l,m')",
    ),
    "page_slug_unique": (
        "UNIQUE constraint failed: faq_page.slug",
        lambda: twin(Page),
        f"{PAGES} ('a', '', '', '', 0), ('a', '', '', '', 0)",
    ),
    "page_slug_well_formed": (
        "page_slug_well_formed",
        lambda: Page.objects.update(slug="Not-Well"),
        f"{PAGES} ('Not-Well', '', '', '', 0)",
    ),
    "page_body_within_size": (
        "page_body_within_size",
        lambda: Page.objects.update(body=LONG),
        f"{PAGES} ('a', '', '{LONG}', '', 0)",
    ),
    "banner_kind_known": (
        "banner_kind_known",
        lambda: Banner.objects.update(kind="odd"),
        f"{BANNERS} ('odd', '', '', NULL, NULL)",
    ),
    "banner_ends_after_its_start": (
        "banner_ends_after_its_start",
        lambda: Banner.objects.update(starts_at=PAST, ends_at=PAST),
        f"{BANNERS} ('outage', '', '', '2026-11-02', '2026-11-01')",
    ),
    "vote_once_a_day": (
        "UNIQUE constraint failed: faq_vote.question_id, faq_vote.day, faq_vote.reader",
        lambda: twin(Vote, answered=False),
        VOTES.format(values="1, '', ''").replace("SELECT id", "SELECT 1"),
    ),
    "vote_reason_fits_answer": (
        "vote_reason_fits_answer",
        lambda: Vote.objects.update(reason="unclear"),
        VOTES.format(values="0, 'easy', ''"),
    ),
    "vote_words_within_size": (
        "vote_words_within_size",
        lambda: Vote.objects.update(words="x" * 301),
        VOTES.format(values=f"1, '', '{'x' * 301}'"),
    ),
    "stuck_report_once_a_day": (
        "UNIQUE constraint failed: "
        "faq_stuckreport.step_uid, faq_stuckreport.day, faq_stuckreport.reader",
        lambda: twin(StuckReport, reason="other"),
        REPORTS.format(values="'other', ''"),
    ),
    "stuck_report_reason_known": (
        "stuck_report_reason_known",
        lambda: StuckReport.objects.update(reason=""),
        REPORTS.format(values="'lost', ''"),
    ),
    "broken_promise_is_not_among_the_first": (
        "broken_promise_is_not_among_the_first",
        lambda: BrokenPromise.objects.update(rank=3),
        "INSERT INTO faq_brokenpromise (phrasing_id, rank, above, words) "
        "SELECT id, 3, '[]', '' FROM faq_phrasing",
    ),
    "promise_check_only_one": (
        "promise_check_only_one",
        lambda: PromiseCheck.objects.bulk_create([PromiseCheck(id=2, at=PAST, phrasing_count=1)]),
        "INSERT INTO faq_promisecheck (id, at, phrasing_count) VALUES (2, '2026-11-01', 1)",
    ),
    "image_has_words": (
        "image_has_words",
        lambda: Image.objects.update(alt=""),
        IMAGES.format(values="'', 1"),
    ),
    "attachment_has_a_title": (
        "attachment_has_a_title",
        lambda: Attachment.objects.update(title=""),
        ATTACHMENTS.format(values="'', 1"),
    ),
    "attachment_has_a_size": (
        "attachment_has_a_size",
        lambda: Attachment.objects.update(byte_count=0),
        ATTACHMENTS.format(values="'x', 0"),
    ),
    "image_has_a_size": (
        "image_has_a_size",
        lambda: Image.objects.update(width=0),
        IMAGES.format(values="'x', 0"),
    ),
    "scheduled_publication_status_known": (
        "scheduled_publication_status_known",
        lambda: ScheduledPublication.objects.update(previous_status="published"),
        "INSERT INTO faq_scheduledpublication (question_id, publish_at, by_name, note, "
        "previous_status, brings_back, problem) "
        "SELECT id, '2026-11-01', '', '', 'scheduled', 0, '' FROM faq_question",
    ),
    "scheduled_publication_waits_or_failed": (
        "scheduled_publication_waits_or_failed",
        lambda: ScheduledPublication.objects.update(problem="It was taken."),
        "INSERT INTO faq_scheduledpublication (question_id, publish_at, by_name, note, "
        "previous_status, brings_back, problem) "
        "SELECT id, NULL, '', '', 'draft', 0, '' FROM faq_question",
    ),
    "stuck_report_words_within_size": (
        "stuck_report_words_within_size",
        lambda: StuckReport.objects.update(words="x" * 301),
        REPORTS.format(values=f"'other', '{'x' * 301}'"),
    ),
}
