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

# Part of the name of every generation; a change of fields or analysis needs a new number and a rebuild.
SCHEMA_VERSION = 5

# The question's primary key, as a number one can read for all documents at once.
PK = "pk"
# All its words one after the other, field by field: a number of four bytes for the stem of each.
ORDER = "order"
# How many words each sentence of that row has, in numbers of four bytes too.
SENTENCES = "sentences"


def schema() -> Schema:
    """The fields of a document, as Whoosh takes them."""
    return Schema(
        **{
            ID: WHOOSH_ID(stored=True, unique=True),
            DJANGO_CT: WHOOSH_ID(stored=True),
            DJANGO_ID: WHOOSH_ID(stored=True),
            "digest": STORED(),
            PK: number(),
            "topic": WHOOSH_ID(stored=True),
            "audiences": Labels(),
            # The title is what Haystack calls the document; its more_like_this reads it back.
            **{name: Words(stored=name == "title") for name in FIELDS},
            **{length_of(name): number() for name in FIELDS},
            ORDER: sequence(),
            SENTENCES: sequence(),
        }
    )


def length_of(field: str) -> str:
    """The name of the column with a field's length in words."""
    return f"{field}_length"
