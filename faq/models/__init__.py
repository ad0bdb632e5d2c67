"""The models: their columns, constraints, managers and querysets."""

from faq.models.attachment import Attachment
from faq.models.audience import Audience
from faq.models.audit_entry import AuditEntry
from faq.models.autosave import Autosave
from faq.models.banner import Banner
from faq.models.content_version import ContentVersion
from faq.models.desk_visit import DeskVisit
from faq.models.draft_source import DraftSource
from faq.models.draft_version import DraftVersion
from faq.models.feedback import StuckReport, Vote
from faq.models.image import Image, render_with_images
from faq.models.index_change import IndexChange
from faq.models.job import Job
from faq.models.link_check import LinkCheck
from faq.models.notification import Notification, NotificationPreferences
from faq.models.page import Page
from faq.models.phrasing import Phrasing
from faq.models.promise import BrokenPromise, PromiseCheck
from faq.models.querysets import QuestionQuerySet
from faq.models.question import Question
from faq.models.redirect import Redirect
from faq.models.review_comment import ReviewComment
from faq.models.revision import Revision
from faq.models.scheduled_publication import ScheduledPublication
from faq.models.search_term import SearchTerm
from faq.models.section import Section, SectionQuerySet
from faq.models.step import Step
from faq.models.synonym import Synonym
from faq.models.topic import Topic, TopicQuerySet
from faq.models.trashed_text import TrashedText

__all__ = [
    "Attachment",
    "Audience",
    "AuditEntry",
    "Autosave",
    "Banner",
    "BrokenPromise",
    "ContentVersion",
    "DeskVisit",
    "DraftSource",
    "DraftVersion",
    "Image",
    "IndexChange",
    "Job",
    "LinkCheck",
    "Notification",
    "NotificationPreferences",
    "Page",
    "Phrasing",
    "PromiseCheck",
    "Question",
    "QuestionQuerySet",
    "Redirect",
    "ReviewComment",
    "Revision",
    "ScheduledPublication",
    "SearchTerm",
    "Section",
    "SectionQuerySet",
    "Step",
    "StuckReport",
    "Synonym",
    "Topic",
    "TopicQuerySet",
    "TrashedText",
    "Vote",
    "render_with_images",
]
