"""Posts and replies are recovered from flattened lines, and no word is lost or moved on the way."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.analysis.structure import beginnings, recover
from digest.model import Block, BlockKind, Document, Mark, Post
from tests.effort import amount, within


def kind_of(line: str) -> BlockKind:
    if line.startswith(">"):
        return "quote"
    if line.startswith("["):
        return "footnote"
    return "list" if line.startswith("- ") else "paragraph"


def flattened(*lines: str, title: str = "Should the town close its main street to cars?") -> Document:
    """What the reader of transcripts gives: one post a line, the title on the first line of the file."""
    posts = []
    for number, line in enumerate(lines, 2):
        kind = kind_of(line)
        block = Block(kind, 0, len(line), 1 if kind in ("quote", "list") else 0)
        posts.append(Post(f"l{number}", line, parent_confidence=0.0, blocks=(block,), lines=(number, number)))
    return Document("x.txt", "x", title, "transcript", tuple(posts))


def starts(document: Document) -> list[int]:
    return [post.lines[0] for post in document.posts if post.lines]


def post_of(document: Document, line: int) -> Post:
    return next(post for post in document.posts if post.lines and post.lines[0] <= line <= post.lines[1])


SHOPS = (
    "Every shop on the street told the council last spring that half of their customers arrive by car and stay an hour."
)
COUNT = "The council counted people at the crossing in May, and four of five of them came on foot or by bus."
TALK = (
    SHOPS,
    COUNT,
    f"> {SHOPS}",
    "Told them, yes. Nobody has counted them, and shopkeepers are known to guess far too high.",
    f"> {COUNT}",
    "You are counting people who walk past, not people who buy something. What did they spend?",
    "I run a bakery there and I would not know either. We have never asked.",
)


def test_other_formats_are_left_as_they_are() -> None:
    document = Document("x.md", "x", "A title", "markdown", (Post("a", "One."), Post("b", "Two.", parent="a")))
    assert recover(document) is document


def test_a_document_without_posts_is_left_as_it_is() -> None:
    assert recover(flattened()).posts == ()


def test_a_single_line_is_a_single_post() -> None:
    (post,) = recover(flattened(SHOPS)).posts
    assert (post.text, post.parent, post.lines) == (SHOPS, None, (2, 2))


def test_nobody_quotes_their_own_post() -> None:
    document = recover(flattened(*TALK))
    assert post_of(document, 2).id != post_of(document, 4).id
    assert post_of(document, 3).id != post_of(document, 6).id


def test_a_reply_with_a_quote_answers_the_post_that_it_quotes_and_says_so() -> None:
    document = recover(flattened(*TALK))
    reply = post_of(document, 4)
    assert reply.parent == post_of(document, 2).id
    assert "quotes" in reply.parent_cue


def test_what_stands_below_a_quote_belongs_to_the_one_who_quotes() -> None:
    document = recover(flattened(*TALK))
    assert post_of(document, 4).id == post_of(document, 5).id
    assert post_of(document, 6).id == post_of(document, 7).id


def test_footnotes_stay_with_their_post() -> None:
    notes = ("[0] In the sense of the bylaw of 1974.", "[1] Deliveries before ten do not count.")
    document = recover(flattened(SHOPS, "I counted cars[0] for a week: eleven an hour[1].", *notes, "Only eleven?"))
    post = post_of(document, 4)
    assert post.lines is not None
    assert post.lines[0] <= 3
    assert post.lines[1] >= 5
    assert post.text.endswith("\n".join(notes))


def test_what_was_announced_by_a_colon_belongs_to_the_one_who_announced_it() -> None:
    said = '"We will not be told by a handful of cyclists what a street is for, and we never will be."'
    document = recover(flattened(SHOPS, "Consider how the mayor ends her letter:", said, "So much for listening."))
    assert post_of(document, 3).id == post_of(document, 4).id


def test_what_is_said_below_an_announced_saying_belongs_to_the_one_who_announced_it() -> None:
    said = '"We will not be told by a handful of cyclists what a street is for, and we never will be."'
    document = recover(flattened(SHOPS, "Consider how the mayor ends her letter:", said, "I would not vote for that."))
    assert post_of(document, 3).id == post_of(document, 5).id


def test_a_line_that_begins_in_the_middle_of_a_sentence_goes_on_with_the_line_before() -> None:
    document = recover(flattened(SHOPS, COUNT, "Which is why nobody trusts the count of the shopkeepers any more."))
    assert post_of(document, 3).id == post_of(document, 4).id


@pytest.mark.parametrize("opening", ["Furthermore, nobody", "Whereas nobody", "In other words: nobody", "Thus nobody"])
def test_a_line_that_goes_on_with_an_argument_goes_on_with_the_line_before(opening: str) -> None:
    document = recover(flattened(SHOPS, COUNT, f"{opening} trusts the count of the shopkeepers any more? Not I."))
    assert post_of(document, 3).id == post_of(document, 4).id


def test_paragraphs_are_parted_by_a_blank_line_and_lines_of_one_quote_are_not() -> None:
    document = recover(flattened(SHOPS, COUNT, f"> {SHOPS}", f"> {COUNT}", "Both of these cannot be true at once."))
    assert f"> {SHOPS}\n> {COUNT}\n\nBoth" in post_of(document, 4).text


def test_a_post_keeps_the_id_and_the_lines_of_its_source() -> None:
    document = recover(flattened(*TALK))
    assert [post.id for post in document.posts] == [f"l{start}" for start in starts(document)]
    ends = [post.lines[1] for post in document.posts if post.lines]
    assert [end + 1 for end in ends[:-1]] == starts(document)[1:]
    assert ends[-1] == len(TALK) + 1


def test_marks_move_with_their_words() -> None:
    line = "See https://example.org/bylaw for it."
    address = Mark("link", 4, 29, "https://example.org/bylaw")
    document = flattened(SHOPS, "I quote the bylaw:", line)
    posts = (
        *document.posts[:2],
        Post("l4", line, blocks=(Block("paragraph", 0, len(line)),), marks=(address,), lines=(4, 4)),
    )
    post = post_of(recover(Document("x.txt", "x", document.title, "transcript", posts)), 4)
    (mark,) = post.marks
    assert post.text[mark.start : mark.end] == mark.url


def test_every_inferred_parent_has_a_reason_and_a_confidence_below_certainty() -> None:
    for post in recover(flattened(*TALK)).posts[1:]:
        assert post.parent_cue
        assert 0 < post.parent_confidence < 1


def test_every_inferred_beginning_says_how_likely_it_is_as_whoever_corrects_it_is_told() -> None:
    document = flattened(*TALK)
    chances = {line.id: chance for line, chance in beginnings(document)}
    first, *others = recover(document).posts
    assert first.begins_confidence == 1
    assert others
    for post in others:
        assert 0 < post.begins_confidence < 1
        assert post.begins_confidence == pytest.approx(min(chances[post.id], 0.99), abs=0.001)


def test_the_same_lines_give_the_same_posts() -> None:
    assert recover(flattened(*TALK)) == recover(flattened(*TALK))


LINE = st.text("abc .?!:>\"'[0]-\u00e4\u4e2d\U0001f600", min_size=1, max_size=60).map(str.strip).filter(bool)
SAID = st.sampled_from(
    [*TALK, "Yes.", "No, you do not.", "- one thing", "[0] a note", "> unheard of words here", "Why?"]
)


@settings(deadline=None)
@given(st.lists(LINE | SAID, max_size=30))
def test_no_word_is_lost_or_moved_and_offsets_hold(lines: list[str]) -> None:
    before = flattened(*lines)
    after = recover(before)
    assert [line for post in after.posts for line in post.text.split("\n") if line] == lines
    seen: set[str] = set()
    for post in after.posts:
        assert post.parent is None or post.parent in seen
        seen.add(post.id)
        ends = 0
        for block in post.blocks:
            assert ends <= block.start < block.end <= len(post.text)
            assert not post.text[ends : block.start].strip()
            ends = block.end
        assert not post.text[ends:].strip()
    assert len(seen) == len(after.posts)


@settings(deadline=None, max_examples=amount(15, thorough=120))
@given(st.lists(LINE | SAID, min_size=1, max_size=30))
@example([SHOPS, "0", "0", "00", ">0", "0", f"> {SHOPS}", "0", ">"])  # one below an unclear post answers one above it
def test_the_tree_could_have_been_written_down_in_this_order(lines: list[str]) -> None:
    path: list[str] = []
    for post in recover(flattened(*lines)).posts:
        if post.parent_cue == "unclear which post it replies to":
            path = [*path, post.id]  # it may answer any of them, so it closes none
        elif post.parent is None:
            path = [post.id]
        else:
            assert post.parent in path
            path = [*path[: path.index(post.parent) + 1], post.id]


@pytest.mark.timeout(400)
def test_thousands_of_lines_are_recovered() -> None:
    count = amount(5_000, thorough=20_000)
    lines = [f"{TALK[n % 7]} {' '.join(f'w{(n * k) % 997}' for k in range(3, 15))}" for n in range(count)]
    with within(amount(20, thorough=320)):  # a quadratic cost would take minutes
        posts = recover(flattened(*lines)).posts
    assert sum(post.lines[1] - post.lines[0] + 1 for post in posts if post.lines) == len(lines)
