"""The concept of a phrase that one debate's editor renames is found at its old address."""

from collections.abc import Callable
from dataclasses import replace

from digest.model import Digest
from digest.recipe import Curated
from digest.settings import Settings
from tests.shown import gather


def other(digest: Digest, name: str) -> Digest:
    return replace(digest, document=replace(digest.document, slug=name))


def test_the_concepts_old_address_is_known(corrected: Callable[[str], Curated]) -> None:
    before = corrected("").digest
    shelf = gather([before, other(before, "again")], settings=Settings())
    concept = shelf.concepts[0]
    text = f'keyphrases:\n  - rename: "{concept.text}"\n    to: "Wholly new"\n'
    renamed = corrected(text).digest
    after = gather([renamed, other(renamed, "again")], settings=Settings())
    (found,) = [one for one in after.concepts if one.slug == "wholly-new"]
    assert concept.slug in found.former
