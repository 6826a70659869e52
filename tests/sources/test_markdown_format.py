"""The canonical form: the frame is written anew, the words never, and what is read is the same before and after."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.cli.formatting import is_formattable
from digest.errors import ContentError
from digest.sources import read_text
from digest.sources.base import source_file
from digest.sources.markdown_format import formatted
from tests.effort import amount

LOOSE = """---
# ask Ada for the second half
tags: [b,  a]
title:   'Tabs?'   # to be made shorter
date: 2026-03-01
---
I *wonder*,
every day.
## @Ada |  2026-03-01 10:00  |   #a


It is **so**,
said [one][1].

* an item
* another

[1]: https://example.org/one
#### @Ben
> It is so

```python
## @nobody
```
## @Cy · re @Ben · 2026-03-02T09:00:00Z
Who knows?


"""
TIDY = """---
# ask Ada for the second half
tags: [b,  a]
title:   'Tabs?'   # to be made shorter
date: 2026-03-01
---

I *wonder*,
every day.

## @Ada · 2026-03-01 10:00 · #a

It is **so**,
said [one][1].

* an item
* another

[1]: https://example.org/one

### @Ben · #p1

> It is so

```python
## @nobody
```

#### @Cy · 2026-03-02 09:00 · #p2

Who knows?
"""


def form(text, name="x.md"):
    return formatted(source_file(text.encode(), path=name))


def sense(text, name="x.md"):
    document = read_text(text.encode(), path=name)
    return replace(document, posts=tuple(replace(post, lines=None) for post in document.posts))


def test_the_frame_is_written_anew_and_words_and_front_matter_stay_to_the_letter():
    assert form(LOOSE) == TIDY


def test_what_is_in_form_stays_as_it_is():
    assert form(TIDY) == TIDY


def test_it_reads_as_it_did():
    assert sense(form(LOOSE)) == sense(LOOSE)


def test_ids_are_written_down_so_that_they_hold_when_a_post_is_put_in_above():
    tidy = form("# T\n\n## @Ada\n\nx\n\n## @Ben\n\ny\n")
    more = tidy.replace("## @Ada", "## @Eve\n\nFirst.\n\n## @Ada")
    assert [(post.id, post.author) for post in sense(more).posts][1:] == [("p1", "Ada"), ("p2", "Ben")]


def test_replies_come_below_what_they_answer():
    tidy = form("# T\n\n## @A · #a · re #b\n\nx\n\n## @B · #b\n\ny\n")
    assert tidy == "# T\n\n## @B · #b\n\ny\n\n### @A · #a\n\nx\n"


def test_why_a_reply_was_inferred_is_kept():
    said = "## @B · #b · re #a ~62.5% (names Ada: “A &#183; b”, 50%)"
    text = f"# T\n\n## @A · #a\n\nx\n\n{said}\n\ny\n"
    post = sense(text).posts[1]
    assert (post.parent, post.parent_confidence) == ("a", 0.625)
    assert post.parent_cue == "names Ada: “A · b”, 50%"
    assert form(text) == form(form(text))
    assert sense(form(text)) == sense(text)


def test_an_essay_keeps_its_words_and_loses_blank_lines_at_its_ends():
    assert form("\n\n# T\n\n*Words*   \nand words.\n\n\n") == "# T\n\n*Words*   \nand words.\n"


def test_an_opening_with_a_heading_of_its_own_keeps_it():
    text = "---\ntitle: T\n---\n\n## @Ann · 2026-03-01 · #op · https://example.org/1\n\nx\n\n## @Ben · #b\n\ny\n"
    assert form(text) == text


def test_windows_line_ends_and_a_byte_order_mark_go():
    raw = b"\xef\xbb\xbf# T\r\n\r\n## @A\r\nx\r\n"
    assert formatted(source_file(raw, path="x.md")) == "# T\n\n## @A · #p1\n\nx\n"


@pytest.mark.parametrize(
    "text",
    [
        # the reply has to go below what it answers, and the code that is never closed would swallow it
        "# T\n\n## @B · re #a\n\ny\n\n## @A · #a\n\n```\nx",
        # the definition that comes first counts, and they would change places
        "# T\n\n## @B · re #a\n\n[one]\n\n[one]: https://a.org\n\n## @A · #a\n\n[one]: https://b.org\n\nx",
    ],
)
def test_what_would_be_changed_is_left_alone_with_a_fault(text):
    with pytest.raises(ContentError, match=r"x\.md: cannot be formatted without changing its content, look"):
        form(text)


def test_a_faulty_thread_is_told_as_when_it_is_read():
    with pytest.raises(ContentError, match="no post has the id 'b'"):
        form("# T\n\n## @A · re #b\n\nx")


PARTS = st.sampled_from(
    [
        *(
            "# T",
            "## @A",
            "##  @B | #b",
            "### @C · re #b",
            "#### @A · #a · re @B ~50% (so)",
            "## @[deleted]",
            "#### @?",
        ),
        *("words", "  words", "*so*  ", "> quoted", "- item", "1) item", "```", "    code", "[1]: https://a.org"),
        *("[a][1]", "---", "", "", "\t", "===", "<b>", "| a | b |", "|---|---|", "## why", "\\"),
        *("<!--", "## @A ·", "> ## @A", "- ## @A", "   ## @D", "  - [l](http://u.v)", "[x]: <", "...", "`a", "b`"),
    ]
)
HEADS = st.sampled_from(["", "---\ntitle: T\n---\n", "---\n# mine\ntitle: >\n  T\ndate: 2026-03-01\nauthor: Ann\n---"])


@settings(max_examples=amount(125, thorough=2000))
@given(HEADS, st.lists(PARTS, max_size=12))
@example("", ["---", "---", "# T", "# T"])
@example("---\ntitle: T\n---", ["[1]: ", "    - [l](http://u.v)"])
def test_any_thread_is_formatted_into_what_reads_the_same_and_stays_as_it_is(head, parts):
    text = head + "\n" + "\n".join(parts)
    try:
        if not is_formattable(source_file(text.encode(), path="x.md")):
            return
        tidy = form(text)
    except ContentError:
        return
    assert sense(tidy) == sense(text)
    assert form(tidy) == tidy
