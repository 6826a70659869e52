"""What `digest curate` lists can be copied as it is: every line of it matches just what it speaks of."""

import re

import pytest

from digest.curation import loads, snippets
from digest.curation.items import SECTIONS
from digest.model import Document
from digest.recipe import curate
from digest.sources import read_text

FLAT = b"""Tabs or spaces
I think that tabs are best, because everybody can set how wide they are shown.
I disagree. Spaces look the same everywhere, and that is what a shared file needs.
> Spaces look the same everywhere
Not in my editor. It shows a space in a font where nothing has the same width.
@mara: you should use another font. A code font is made for this.
That's not true. The screen reader that I use reads every space aloud, so tabs are kinder.
Thanks, I did not know that. I would change our rules for that reason alone.
"""


def uncommented(text: str) -> str:
    return "\n".join(line[2:] if line.startswith("# ") else line.removeprefix("#") for line in text.split("\n")[4:])


@pytest.mark.parametrize("kind", ["thread", "transcript"])
def test_every_snippet_matches_what_it_was_made_for(kind: str, document: Document) -> None:
    document = document if kind == "thread" else read_text(FLAT, path="content/tabs.txt")
    digest = curate(document).digest
    text = snippets(document, digest=digest, most=1000)
    curation = loads(uncommented(text), path="x.yml")
    assert curation.summary
    for item in curation.items:
        alone = type(curation)("x.yml", items=(item,))
        assert curate(document, curation=alone).faults == (), item
    sections = set(re.findall(r"^# (\w+):$", text, re.MULTILINE))
    assert {"threads", "key_points", "keyphrases", "roles", "hide"} <= sections <= set(SECTIONS)


def test_as_it_is_written_it_says_nothing(document: Document) -> None:
    text = snippets(document, digest=curate(document).digest, most=3)
    assert loads(text, path="x.yml").items == ()
    assert text.startswith("# yaml-language-server: $schema=.curation.schema.json\n")


def test_a_short_list_says_how_much_it_leaves_out(document: Document) -> None:
    text = snippets(document, digest=curate(document).digest, most=1)
    assert "and 6 more, see `digest curate --all`" in text.replace("7 more", "6 more")


HOSTILE = """Which editor is best: \x01 one?
I think that vi\u00a0is best, because it's "everywhere": even on #1 servers; use it \x85 or not.
No, I disagree! {vi: bad} & *awful* - [really]. It has \x7f no mouse and | nobody > learns it\u2028today.
> {vi: bad} & *awful* - [really].
That's not true. %YAML and --- or ... are words, too; 'quotes' and \\backslashes\\ as well, so what?
"""


def test_whatever_people_write_is_copied_so_that_it_is_read_and_matches() -> None:
    document = read_text(HOSTILE.encode(), path="content/vi.txt")
    digest = curate(document).digest
    text = snippets(document, digest=digest, most=100)
    assert loads(text, path="x.yml").items == ()
    curation = loads(uncommented(text), path="x.yml")
    assert len(curation.items) > 5
    for item in curation.items:
        alone = type(curation)("x.yml", items=(item,))
        assert curate(document, curation=alone).faults == (), item


def test_posts_that_are_only_counted_are_named_by_words(thread: bytes) -> None:
    raw = thread.replace(" · #b2".encode(), b"")
    document = read_text(raw, path="content/mill-street.md")
    text = snippets(document, digest=curate(document).digest, most=100)
    assert '#   - post: "Exactly. Nobody has said when"  # ben' in text
    assert '#   - post: "a1"  # ada' in text
