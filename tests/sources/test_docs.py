"""The examples of docs/content-format.md and docs/extending.md work as described."""

import re
from pathlib import Path

from digest.sources import READERS, read_text
from digest.sources.base import source_file
from digest.sources.front import _KEYS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "content-format.md").read_text(encoding="utf-8")
EXTENDING = (DOCS / "extending.md").read_text(encoding="utf-8")


def example(language: str, *, page: str = PAGE) -> str:
    found = re.search(rf"```{language}\n(.*?)\n```\n", page, re.DOTALL)
    assert found
    return found[1]


def test_the_debate_written_by_hand_reads_as_the_page_says():
    document = read_text(example("markdown").encode(), path="content/cars.md")
    assert document.title == "Should our town close its centre to cars?"
    assert [(post.id, post.author, post.parent, post.status) for post in document.posts] == [
        ("op", "Mara Lind", None, "present"),
        ("a1", "Ada Moss", "op", "present"),
        ("p1", "Ben Okri", "a1", "present"),
        ("p2", "Ada Moss", "p1", "present"),
        ("p3", "Cy", "p1", "present"),
        ("p4", None, "op", "deleted"),
    ]


def test_every_front_matter_key_is_documented():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(_KEYS)


def test_the_example_of_a_third_partys_reader_reads_and_outbids_the_built_in_ones():
    names: dict[str, object] = {}
    exec(example("python", page=EXTENDING.partition("### The shortest reader")[2]), names)
    reader = names["READER"]
    file = source_file(b"MINUTES OF MAY\nAda: Tabs are wide.\nBen: They are not.\n", path="may.txt")
    assert reader.sniff(file) > max(other.sniff(file) for other in READERS)
    document = reader.read(file, "en")
    assert [(post.author, post.text, post.lines) for post in document.posts] == [
        ("Ada", "Tabs are wide.", (2, 2)),
        ("Ben", "They are not.", (3, 3)),
    ]
