"""The values that flow through the house: frozen, typed, without file access."""

from digest.model.argument import (
    TITLE,
    ArgumentThread,
    Claim,
    KeyPoint,
    Quote,
    QuoteOrigin,
    Relation,
    RelationType,
    Role,
    Stance,
    Standing,
)
from digest.model.digest import Concept, ConceptUse, Digest, Keyphrase, Library, Merges, Occurrence, Related
from digest.model.document import OPENING, Block, BlockKind, Document, Format, Mark, Post, PostStatus

__all__ = [
    "OPENING",
    "TITLE",
    "ArgumentThread",
    "Block",
    "BlockKind",
    "Claim",
    "Concept",
    "ConceptUse",
    "Digest",
    "Document",
    "Format",
    "KeyPoint",
    "Keyphrase",
    "Library",
    "Mark",
    "Merges",
    "Occurrence",
    "Post",
    "PostStatus",
    "Quote",
    "QuoteOrigin",
    "Related",
    "Relation",
    "RelationType",
    "Role",
    "Stance",
    "Standing",
]
