"""The fields of the index. Whoosh pickles this schema with every generation."""

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from whoosh.fields import ID as WHOOSH_ID
from whoosh.fields import STORED, Schema

from faq.search.ranking.weights import FIELDS
from faq.search.whoosh.fields import Labels, Words, number, sequence

__all__ = [
    "DJANGO_CT",
    "DJANGO_ID",
    "ID",
    "ORDER",
    "PK",
    "SCHEMA_VERSION",
    "SENTENCES",
    "length_of",
    "schema",
]

# Part of the name of every generation. Increase it when fields or analysis change; setup then rebuilds.
SCHEMA_VERSION = 7

# The primary keys as a column of numbers, which is read for all documents at once.
PK = "pk"
# The stem numbers of all words in text order, field after field, 32 bits each. The lowest bit marks parts of
# compounds.
ORDER = "order"
# The length in words of each sentence in that sequence, 32 bits each.
SENTENCES = "sentences"


def schema() -> Schema:
    """Return the Whoosh schema of a document."""
    return Schema(
        **{
            ID: WHOOSH_ID(stored=True, unique=True),
            DJANGO_CT: WHOOSH_ID(stored=True),
            DJANGO_ID: WHOOSH_ID(stored=True),
            "digest": STORED(),
            PK: number(),
            "topic": WHOOSH_ID(stored=True),
            "audiences": Labels(),
            # Haystack's more_like_this reads the title, which it calls the document.
            **{name: Words(stored=name == "title") for name in FIELDS},
            **{length_of(name): number() for name in FIELDS},
            ORDER: sequence(),
            SENTENCES: sequence(),
        }
    )


def length_of(field: str) -> str:
    """Return the name of the column with the length of a field in words."""
    return f"{field}_length"
