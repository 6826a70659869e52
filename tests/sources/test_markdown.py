"""Our thread format: what its headings say, what is at fault, and that what is written is read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources import read_text, write
from digest.sources.markup import from_markdown
from digest.sources.tree import MISSING, ordered
from tests.effort import amount

HEAD = '---\ntitle: "Tabs?"\n---\n\n'


def read(text, name="x.md"):
    return read_text(text.encode(), path=name)


def tree(text):
    return [(post.id, post.parent) for post in read(HEAD + text).posts]


def faults(text):
    with pytest.raises(ContentError) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def test_a_heading_says_author_date_id_parent_and_address():
    (first, second) = read(
        HEAD + "## @Ada · 2026-03-01 10:00 · #a1 · 5 points\n\nYes.\n\n## @Ben | re #a1 | https://a.org/1\n\nNo.\n"
    ).posts
    assert (first.author, first.id, first.date, first.score) == ("Ada", "a1", datetime(2026, 3, 1, 10, tzinfo=UTC), 5)
    assert (second.author, second.id, second.parent, second.url) == ("Ben", "p1", "a1", "https://a.org/1")
    assert (first.lines, second.lines) == ((5, 7), (9, 11))


def test_a_deeper_heading_replies_to_the_nearest_post_above_with_fewer_marks():
    text = "## @A · #a\n\nx\n\n#### @B · #b\n\nx\n\n### @C · #c\n\nx\n\n#### @D · #d\n\nx\n\n## @E · #e\n\nx"
    assert tree(text) == [("a", None), ("b", "a"), ("c", "a"), ("d", "c"), ("e", None)]


def test_text_before_the_first_post_is_the_opening_post_by_the_front_matters_author():
    document = read("---\nauthor: Eve\n---\n# Tabs?\n\nI wonder.\n\n## @A\n\nYes.")
    opening, answer = document.posts
    assert (document.title, opening.id, opening.author, opening.text) == ("Tabs?", "op", "Eve", "I wonder.")
    assert answer.parent == "op"


def test_re_names_an_author_by_the_latest_earlier_post_and_none_answers_nobody():
    assert tree("x\n\n## @A\n\n1\n\n## @A\n\n2\n\n## @B · re @A\n\n3\n\n## @C · re none\n\n4")[1:] == [
        ("p1", "op"),
        ("p2", "op"),
        ("p3", "p2"),
        ("p4", None),
    ]


def test_numbered_ids_skip_those_that_are_taken():
    assert [name for name, _ in tree("## @A\n\nx\n\n## @B · #p1\n\nx\n\n## @C\n\nx")] == ["p2", "p1", "p3"]


def test_parents_come_before_their_replies_in_the_order_of_the_file_otherwise():
    assert tree("## @A · #a · re #b\n\nx\n\n## @B · #b\n\nx\n\n## @C · #c\n\nx") == [
        ("b", None),
        ("a", "b"),
        ("c", None),
    ]


def test_deleted_removed_and_unknown_authors():
    posts = read(HEAD + "## @[deleted]\n\n## @[removed]\n\n## @?\n\nx\n\n## @Ada · [removed]\n").posts
    assert [(post.author, post.status) for post in posts] == [
        (None, "deleted"),
        (None, "removed"),
        (None, "present"),
        ("Ada", "removed"),
    ]


def test_headings_in_code_in_quotes_and_without_an_at_sign_are_no_posts():
    (post,) = read(HEAD + "## @A\n\n### Why\n\n```\n## @B\n```\n\n> ## @C\n").posts
    assert [block.kind for block in post.blocks] == ["heading", "code", "quote"]


def test_an_html_comment_is_text_that_was_typed():
    assert read(HEAD + "## @A\n\n<!-- so -->").posts[0].text == "<!-- so -->"


def test_yaml_traps_are_read_as_they_were_typed():
    document = read("---\ntitle: no\ntags: [012, yes, 1:30]\ndate: 2026-03-01\nslug: 0x1F\n---\nText.")
    assert (document.title, document.tags, document.slug) == ("no", ("012", "yes", "1:30"), "0x1f")
    assert document.date == datetime(2026, 3, 1, tzinfo=UTC)


def test_front_matter_says_source_language_and_summary():
    document = read(
        '---\ntitle: "a: b"\nsource: https://a.org\nlanguage: de\nsummary: |\n  Two\n  lines\n---\n## @A\n\nx'
    )
    assert (document.title, document.source, document.language, document.summary) == (
        "a: b",
        "https://a.org",
        "de",
        "Two\nlines",
    )


def test_a_text_that_begins_with_a_rule_has_no_front_matter():
    assert read("---\n\n# Tabs\n\nText.").title == "Tabs"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\ntitle: x: y\n---\nText.", "x.md:2: broken front matter"),
        ("---\ntitle: [\n---\nText.", "broken front matter"),
        ("---\n- a\n---\nText.", "broken front matter: does not consist of `key: value` lines"),
        ("---\nsource: https://a.org\n---\n## @A\n\nx", "x.md:1: no title"),
        ("---\ntitle: \n---\n## @A\n\nx", "x.md:2: no title"),
        ("No heading.", "x.md:1: no title"),
        (
            "---\ntitle: x\nlangage: en\n---\nText.",
            "x.md:3: unknown front matter key `langage`, did you mean 'language'?",
        ),
        ("---\ntitle: x\ndate: soon\n---\nText.", "x.md:3: the date 'soon' cannot be read"),
        (
            HEAD + "## @A · #a\n\nx\n\n## @B · #a\n\nx",
            "x.md:9: two posts have the id 'a', rename one (the other is in line 5)",
        ),
        (HEAD + "## @A · #abc\n\nx\n\n## @B · re #abd\n\nx", "x.md:9: no post has the id 'abd', did you mean 'abc'?"),
        (
            HEAD + "## @Anna\n\nx\n\n## @B · re @Ana\n\nx",
            "x.md:9: no earlier post is by 'Ana', did you mean 'Anna'?",
        ),
        (HEAD + "## @A · #a · re #b\n\nx\n\n## @B · #b · re #a\n\nx", "x.md:5: 'a' answers one of its own replies"),
        (HEAD + "## @A · #a · re #a\n\nx", "x.md:5: the post 'a' answers itself"),
        (HEAD + "## @A · 2026-13-01\n\nx", "x.md:5: the date '2026-13-01' cannot be read"),
        (HEAD + "## @A · replying\n\nx", "x.md:5: the heading of a post has an unknown part 'replying'"),
        (HEAD + "x\n\n## @A · #op\n\nx", "x.md:7: the id 'op' is reserved for the opening text"),
        (HEAD + "## @A · [deleted]\n\nx", "x.md:5: a deleted post has text"),
        (HEAD, "x.md:5: has no text"),
    ],
)
def test_each_fault_has_its_line_and_a_remedy(text, fault):
    (found,) = faults(text)
    assert fault in found
    assert ", " in found


def test_all_faults_of_a_file_are_told_in_order():
    found = faults("---\nfoo: 1\ndate: x\n---\n## @A · 9\n\nx\n\n## @B · re #c\n\nx")
    assert [fault.split(":")[1] for fault in found] == ["1", "2", "3", "5", "9"]


def test_yaml_that_grows_or_nests_without_end_is_a_fault_and_not_a_crash():
    bomb = "\n".join(
        ["a: &a [x, x]", *(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20))]
    )
    assert faults(f"---\n{bomb}\n---\nx")
    assert "nested too deeply" in faults(f"---\ntitle: {'[' * 5000}\n---\nx")[0]


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).map(
    lambda name: " ".join(name.split())
)
DATES = st.none() | st.datetimes(
    min_value=datetime(1900, 1, 1), timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-3)))
)
SOURCE = st.lists(
    st.sampled_from(
        [
            *"ab ·@#>*_`[]&\n-1.!~|",
            "## @x · #y",
            "\n\n",
            "> ",
            "- ",
            "[0] ",
            "https://a.org/_b_",
            "```",
            "[l](http://u.v)",
            "[1]: http://",
            "q.r",
            "  \n",
            "|---|",
        ]
    )
).map("".join)


@st.composite
def documents(draw):
    names = draw(st.lists(NAMES.filter(lambda name: name not in ("", "op")), unique=True, min_size=1, max_size=6))
    opening = draw(st.booleans())
    posts = []
    for at, name in enumerate(["op", *names] if opening else names):
        parents = [None, *(post.id for post in posts)] if name != "op" else [None]
        body = from_markdown(draw(SOURCE))
        status = draw(st.sampled_from(["present", "deleted", "removed"])) if at else "present"
        sure = draw(st.just(1.0) | st.floats(0, 1))
        present = status == "present"
        post = Post(
            id=name,
            text=body.text if present else "",
            author=draw(st.none() | NAMES) or None,
            date=draw(DATES),
            parent=draw(st.sampled_from(parents)),
            parent_confidence=sure,
            begins_confidence=draw(st.sampled_from([1.0, 0.5]) | st.floats(0, 1)),
            parent_cue=draw(st.just("") | NAMES | st.just(MISSING)) if sure < 1 else "",
            blocks=body.blocks if present else (),
            marks=body.marks if present else (),
            status=status,
            score=draw(st.none() | st.integers(-5, 5)),
            where=draw(st.none() | NAMES) or None,
            url=draw(st.none() | st.sampled_from(["https://a.org/1", "http://b.org/x?y=(z)#w·|"])),
        )
        posts.append(post)
    title, date = draw(NAMES.filter(bool)), draw(DATES)
    tags = tuple(dict.fromkeys(filter(None, draw(st.lists(NAMES, max_size=2)))))
    return Document(
        "x.md",
        draw(st.sampled_from(["x", "y-1"])),
        title,
        "markdown",
        ordered(posts),
        date=date,
        tags=tags,
        summary=draw(st.none() | st.just('It\'s: so\nor "not"')),
        source=draw(st.none() | st.just("https://example.org/a?b=c#d: e")),
        site=draw(st.none() | st.just("example.org")),
        language=draw(st.sampled_from(["en", "de"])),
        missing=draw(st.just(0) | st.integers(0, 10**9 - 1)),
    )


@settings(max_examples=amount(75, thorough=1200), deadline=None)
@given(documents())
def test_every_document_that_is_written_is_read_again_as_it_was(document):
    again = read(write(document))
    assert [replace(post, lines=None) for post in again.posts] == list(document.posts)
    assert replace(again, posts=(), format="markdown") == replace(document, posts=())
    assert write(again) == write(document)


def test_an_inferred_parent_is_written_with_its_confidence_and_its_cue():
    posts = (Post("a", "x"), Post("b", "y", parent="a", parent_confidence=0.62, parent_cue="names A (twice) · 50%"))
    again = read(write(Document("x.txt", "x", "T", "transcript", posts)))
    assert [(post.parent, post.parent_confidence, post.parent_cue) for post in again.posts] == [
        (None, 1.0, ""),
        ("a", 0.62, "names A (twice) · 50%"),
    ]


@pytest.mark.parametrize(
    ("typed", "parent", "sure"), [("re #a ~60%", "a", 0.6), ("re   #a  ~7.5%", "a", 0.075), ("re none ~50%", None, 0.5)]
)
def test_how_sure_a_reply_is_may_be_typed_by_hand(typed, parent, sure):
    post = read(f"{HEAD}## @A · #a\n\nx\n\n## @B · {typed}\n\ny").posts[1]
    assert (post.parent, post.parent_confidence, post.parent_cue) == (parent, sure, "")


def test_how_sure_it_is_that_a_post_begins_may_be_typed_too():
    post = read(f"{HEAD}## @A · #a\n\nx\n\n## @B · begins ~62.5% · re #a ~60% (names A)\n\ny").posts[1]
    assert (post.begins_confidence, post.parent_confidence, post.parent_cue) == (0.625, 0.6, "names A")


@pytest.mark.parametrize("typed", ["begins", "begins ~101%", "begins ~x", "begins 50%"])
def test_a_beginning_that_is_not_understood_is_said_to_be_so(typed):
    with pytest.raises(ContentError, match="the heading of a post has an unknown part"):
        read(f"{HEAD}## @A · {typed}\n\nx")


def test_more_than_certain_is_an_id_that_nobody_has():
    with pytest.raises(ContentError, match="no post has the id 'a ~101%'"):
        read(f"{HEAD}## @A · #a\n\nx\n\n## @B · re #a ~101%\n\ny")


def test_replies_deeper_than_headings_go_are_written_with_re():
    posts = tuple(Post(f"m{n}", "x", parent=f"m{n - 1}" if n else None) for n in range(40))
    again = read(write(Document("x.txt", "x", "T", "mbox", posts)))
    assert [post.parent for post in again.posts] == [post.parent for post in posts]
