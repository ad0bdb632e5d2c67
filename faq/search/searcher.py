"""What readers' searches are answered from at a moment, to ask many texts at once and to ask what if."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from faq.models import Question
from faq.search import context, engine
from faq.search.index import document, snapshot, store
from faq.search.index.snapshot import Snapshot
from faq.search.query.analysis import stem
from faq.search.query.parser import parse
from faq.search.query.synonyms import Stems, SynonymTable
from faq.search.whoosh.files import Files


@dataclass(frozen=True, slots=True)
class Stage:
    """One state of all that decides what a text finds.

    Attributes:
        index: the questions that can be found.
        synonyms: what may stand for what.
        hidden: primary keys of those in the index that readers may not see yet, or no more.
        published: primary keys of those that readers may see.
    """

    index: Snapshot
    synonyms: SynonymTable
    hidden: frozenset[int]
    published: frozenset[int]

    def ranking(self, text: str) -> list[int]:
        """The primary keys on the first page of what a reader's text finds, best first.

        Raises:
            SearchUnavailable: the index is damaged.
        """
        query = parse(text)
        if not query.words:
            return []
        with store.translated():
            found = engine.find_in(self.index, query, hidden=self.hidden, known=self.synonyms)
        return [pk for pk in found.pks if pk in self.published]

    def with_synonyms(self, known: SynonymTable) -> "Stage":
        """The same with other synonyms."""
        return replace(self, synonyms=known)

    def with_published(self, question: Question) -> "Stage":
        """The same as it will be once a draft is published, or a working copy in the place of its question.

        Raises:
            SearchUnavailable: there is no room to index it.
        """
        pk = place_of(question)
        stored = document.with_what_is_indexed(Question.with_copies.filter(pk=question.pk))
        content = document.content(stored.get())._replace(pk=pk)
        with store.translated(), tempfile.TemporaryDirectory(prefix="helpcenter-stage-") as name:
            index = Files(Path(name)).create_index(document.schema())
            with store.writing(index) as writer:
                writer.add_document(**content.document().fields)
            newer = snapshot.read(Path(name))
        return replace(
            self,
            index=self.index.with_newer(newer),
            hidden=self.hidden - {pk},
            published=self.published | {pk},
        )

    def nearest(self, texts: Sequence[str], pk: int, most: int) -> list[int]:
        """The places of those texts that share most of their words with a question, the nearest first.

        Args:
            texts: any number.
            pk: of the question; one that is not in the index is near to none.
            most: how many places at most.
        """
        (docs,) = np.nonzero(self.index.alive & (self.index.pks == pk))
        held = set(self.index.row(docs.astype(np.int32))[0].tolist())

        def share(text: str) -> float:
            stems = [stem(word) for word in parse(text).words]
            shared = [each for each in stems if document.stem_number(each) in held]
            worth = sum(self.index.idf_of(each) for each in shared)
            return worth / (worth + len(stems) - len(shared) or 1)

        shares = [share(text) for text in texts]
        return sorted(range(len(texts)), key=lambda place: -shares[place])[:most]


def live(now: datetime) -> Stage:
    """The stage as it is.

    Args:
        now: decides what is published.

    Raises:
        SearchUnavailable: the index is missing or damaged.
    """
    known = context.current(now)
    published = Question.objects.published(now).values_list("pk", flat=True)
    return Stage(
        snapshot.current(), known.synonyms, frozenset(known.hidden(now)), frozenset(published)
    )


def synonyms(now: datetime) -> SynonymTable:
    """What may stand for what."""
    return context.current(now).synonyms


def place_of(question: Question) -> int:
    """The primary key under which readers will find a question, a draft or a working copy."""
    return question.copy_of_id or question.pk


def differing(one: SynonymTable, other: SynonymTable) -> set[Stems]:
    """The words and phrases for which two tables know different synonyms."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def holds(text: str, members: set[Stems]) -> bool:
    """Whether a reader's text has any of these words or phrases."""
    stems = [stem(word) for word in parse(text).words]
    lengths = {len(member) for member in members}
    return any(
        tuple(stems[start : start + length]) in members
        for length in lengths
        for start in range(len(stems) - length + 1)
    )
