"""Front matter is changed in the one line that is ours, whatever else stands there."""

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.importing.front_matter import Provenance, divided, merged

WHEN = datetime(2026, 3, 3, 10, 20, 5, tzinfo=UTC)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)


def provenance(**more):
    return Provenance(**({"when": WHEN, "posts": 2, "source": "https://a.example/t/1", "text": "0a1b2c3d"} | more))


@pytest.mark.parametrize(
    "one",
    [
        provenance(),
        provenance(posts=1, via="api.example.org"),
        provenance(anonymized=True, source="a file, 2 posts from me.csv"),
        provenance(via="x.example", anonymized=True, text=None),
    ],
)
def test_a_provenance_is_read_as_it_was_written(one):
    assert Provenance.parse(str(one)) == one


@pytest.mark.parametrize("words", ["", "yesterday", "2026-03-03, 2 posts", "2026-99-99, 2 posts from x", "by hand"])
def test_what_is_no_provenance_is_none(words):
    assert Provenance.parse(words) is None


@pytest.mark.parametrize("head", ["[1, 2]", "{a: b}", "just words", "a: [", "a: &x [*x]"])
def test_front_matter_that_is_not_made_of_lines_is_a_fault(head):
    with pytest.raises(ContentError, match="front matter"):
        divided(f"---\n{head}\n---\n\ntext\n", path="x.md")


def test_a_file_without_front_matter_has_an_empty_one():
    heading = divided("# Tabs\n\ntext\n", path="x.md")
    assert (heading.head, heading.body, heading.provenance) == ("", "# Tabs\n\ntext\n", None)


def test_a_rule_in_the_text_ends_no_front_matter():
    assert divided("---\ntitle: a\n---\n\none\n\n---\n\ntwo\n", path="x.md").body.strip() == "one\n\n---\n\ntwo"


@pytest.mark.parametrize(
    "head",
    [
        "imported:",
        "imported: by hand",
        "imported: >\n  folded\n  text",
        "imported: |\n  kept\n",
        "imported: 'q'  # n",
    ],
)
def test_whatever_stands_in_our_line_is_replaced_and_nothing_else(head):
    changed = divided(f"---\ntitle: a\n{head}\ntags: [b]  # c\n---\n\nx\n", path="x.md").set("imported", '"new"')
    assert changed.values == {"title": "a", "imported": "new", "tags": ["b"]}
    assert "tags: [b]  # c" in changed.head


@example({"title": "\xa0"}, "x")
@given(st.dictionaries(st.sampled_from(["title", "summary", "slug", "site"]), LINE), LINE)
def test_the_editors_values_survive_and_what_is_missing_is_added(values, source):
    head = yaml.safe_dump(values, allow_unicode=True) if values else ""
    theirs = divided(f"---\n{head}---\n\nold\n", path="x.md")
    fresh = divided('---\ntitle: "T"\nlanguage: "en"\n---\n\nnew\n', path="x.md")
    one = provenance(source="x" + " ".join(source.split()))
    out, own = merged(theirs, fresh=fresh, provenance=one)
    again = divided(str(out), path="x.md")
    assert again.values == {"title": "T"} | theirs.values | {"language": "en", "imported": str(one)}
    assert again.provenance == one
    assert again.body.strip() == "new"
    assert own == (("title",) if theirs.values.get("title", "T") != "T" else ())
