"""The workflow of questions: drafts, working copies, review, publication, revisions and addresses."""

from faq.publishing.content_snapshot import (
    ContentSnapshot,
    apply_snapshot,
    blank,
    fingerprint,
    snapshot_of,
    snapshots_of,
)
from faq.publishing.duplicating import duplicate
from faq.publishing.exceptions import (
    BreaksStyleRules,
    CannotMove,
    CannotPublish,
    IsArchived,
    LiveTextChanged,
    NoteRequired,
)
from faq.publishing.merging import merge
from faq.publishing.permissions import NotAllowed
from faq.publishing.publication import live_text_changed, publish
from faq.publishing.question_detail import (
    QuestionDetail,
    detail_of,
    detail_of_content,
    find_question_detail,
)
from faq.publishing.scheduling import cancel_schedule, publish_due, reschedule, set_end
from faq.publishing.style_check import check_question, check_snapshot
from faq.publishing.style_rules import Finding
from faq.publishing.urls.redirects import find_replacement, find_retired
from faq.publishing.workflow import (
    archive,
    comment,
    send_back,
    submit,
)
from faq.publishing.working_copies import (
    WorkingCopyExists,
    discard,
    open_working_copy,
    restore,
    working_copy_of,
)

__all__ = [
    "BreaksStyleRules",
    "CannotMove",
    "CannotPublish",
    "ContentSnapshot",
    "Finding",
    "IsArchived",
    "LiveTextChanged",
    "NotAllowed",
    "NoteRequired",
    "QuestionDetail",
    "WorkingCopyExists",
    "apply_snapshot",
    "archive",
    "blank",
    "cancel_schedule",
    "check_question",
    "check_snapshot",
    "comment",
    "detail_of",
    "detail_of_content",
    "discard",
    "duplicate",
    "find_question_detail",
    "find_replacement",
    "find_retired",
    "fingerprint",
    "live_text_changed",
    "merge",
    "open_working_copy",
    "publish",
    "publish_due",
    "reschedule",
    "restore",
    "send_back",
    "set_end",
    "snapshot_of",
    "snapshots_of",
    "submit",
    "working_copy_of",
]
