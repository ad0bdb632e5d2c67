"""What readers see, and what changes it: copies, review, publish, archive, history, addresses."""

from faq.publishing.answer import Answer, answer_of, find_answer
from faq.publishing.contents import (
    Content,
    apply_content,
    blank,
    content_of,
    contents_of,
    fingerprint,
)
from faq.publishing.contract import Finding
from faq.publishing.copies import CopyExists, copy_of, discard, open_copy, restore
from faq.publishing.duplicating import duplicate
from faq.publishing.fitness import examine, examine_content
from faq.publishing.merging import merge
from faq.publishing.refusals import (
    CannotMove,
    CannotPublish,
    IsArchived,
    LiveTextChanged,
    Unfit,
    WordNeeded,
)
from faq.publishing.retired import find_replacement, find_retired
from faq.publishing.rules import NotAllowed
from faq.publishing.workflow import (
    archive,
    comment,
    live_text_changed,
    publish,
    send_back,
    submit,
)

__all__ = [
    "Answer",
    "CannotMove",
    "CannotPublish",
    "Content",
    "CopyExists",
    "Finding",
    "IsArchived",
    "LiveTextChanged",
    "NotAllowed",
    "Unfit",
    "WordNeeded",
    "answer_of",
    "apply_content",
    "archive",
    "blank",
    "comment",
    "content_of",
    "contents_of",
    "copy_of",
    "discard",
    "duplicate",
    "examine",
    "examine_content",
    "find_answer",
    "find_replacement",
    "find_retired",
    "fingerprint",
    "live_text_changed",
    "merge",
    "open_copy",
    "publish",
    "restore",
    "send_back",
    "submit",
]
