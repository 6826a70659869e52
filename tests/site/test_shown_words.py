"""What a reader sees on the pages, unescaped, is what was said, by whom it was said, where it was said."""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest import analyze
from digest.model import Digest, Document, Post
from digest.settings import Settings
from digest.site import Page, SiteInfo
from digest.site.debate import debate_of
from digest.sources import read, read_text, write
from tests.effort import amount
from tests.shown import gather, pages

CONTENT = Path(__file__).parents[2] / "content"
PLACE = re.compile(r"⟦(.*?)⟧")


def shown(digest: Digest) -> dict[str, Page]:
    library = gather([digest], settings=Settings())
    return {page.path: page for page in pages(library, site=SiteInfo("x"), templates=[]) if page.path.endswith(".md")}


def html(page: Page) -> LexborHTMLParser:
    assert isinstance(page.text, str)
    renderer = markdown.Markdown(extensions=["attr_list", "md_in_html", "toc"])
    return LexborHTMLParser(f"<body>{renderer.convert(page.text.split('---', 2)[2])}</body>")


def folded(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace() and char != "\ufffd")


def passages(page: Page) -> Iterable[tuple[str, str, str]]:
    """Each text before a link to a comment, from the link before it on; the link's words; the anchor."""
    tree = html(page)
    for link in tree.css('a[href*="transcript"][href*="#post-"]'):
        link.replace_with(f"⟦{link.text()}|{link.attributes['href']}⟧")
    assert tree.body is not None
    parts = PLACE.split(tree.body.text())
    for before, place in zip(parts[::2], parts[1::2], strict=False):
        words, _, href = place.rpartition("|")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), href))
        yield before, words, target


def check(digest: Digest) -> int:
    """All pages of a debate hold only what was said; gives how many passages that were."""
    made = shown(digest)
    articles: dict[str, str] = {}
    for path, page in made.items():
        for article in html(page).css("article.dg-post") if "transcript" in path else ():
            heading = article.css_first("[id^=post-]")
            assert heading is not None
            anchor = f"{path}#{heading.attributes['id']}"
            for ours in article.css("cite"):  # whom a passage quotes, said inside of it
                ours.decompose()
            assert anchor not in articles, "a post is there twice"
            articles[anchor] = article.text()
    by_anchor = {f"{one.path}#{one.anchor}": one.post for one in debate_of(digest).order}
    assert set(articles) == set(by_anchor)
    assert sorted(post.id for post in by_anchor.values()) == sorted(post.id for post in digest.document.posts)
    for anchor, post in by_anchor.items():
        plain = re.sub(r"(?m)^(?:> ?)+|^(?:[-*]|\d+\.) ", "", post.text)
        words = folded(articles[anchor])
        assert all(folded(line) in words for line in plain.split("\n")), post.id
        assert post.author is None or folded(post.author) in words
    found = 0
    for page in made.values():
        for before, label, target in passages(page):
            end = before.rfind("”")
            if "article" in label or end < 0 or before[end + 1 :].strip(" —\xa0\n"):
                continue  # a link that follows no quotation
            post = by_anchor[target]
            said = folded(post.text)
            starts = [at for at, char in enumerate(before[:end]) if char == "“"]
            pieces = [[folded(one) for one in re.split(r"…|\[…\]", before[at + 1 : end])] for at in starts]
            assert any(all(one in said for one in piece) and any(piece) for piece in pieces), (page.path, before[-300:])
            assert post.author is None or folded(post.author) in folded(label), (page.path, label)
            found += 1
    return found


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*.[mtj]*")), ids=lambda file: file.name)
def test_every_passage_of_an_example_is_verbatim_under_its_author_and_link(file: Path) -> None:
    assert check(analyze(read(file))) > 5


SENTENCES = st.sampled_from(
    [
        "Trams are better than buses because they carry more people.",
        "No, that is wrong: a bus costs a tenth of it.",
        "I agree, but who pays for “the rails”?",
        "We should *not* build anything <b>new</b> here, since nobody asked for it.",
        "If the river floods, then the line is closed for weeks & everybody walks.",
        "Why should they? It is 3 < 4, and [so] on…",
        "According to the survey, 60 % of the town would use it.",
        "Exactly. Therefore the council must decide this year.",
    ]
)


@st.composite
def debates(draw: st.DrawFn) -> Document:
    count = draw(st.integers(2, 8))
    posts = [Post("p0", draw(SENTENCES), author="Ada")]
    for at in range(1, count):
        above = posts[draw(st.integers(0, at - 1))]
        quote = f"> {above.text.split(chr(10))[-1]}\n\n" if draw(st.booleans()) else ""
        words = " ".join(draw(st.lists(SENTENCES, min_size=1, max_size=3)))
        posts.append(Post(f"p{at}", quote + words, author=draw(st.sampled_from(["Ben", "Cy <i>"])), parent=above.id))
    document = Document("d.md", "d", "Should we build a tram?", "markdown", tuple(posts))
    return read_text(write(document).encode(), path="d.md")


@settings(max_examples=amount(12, thorough=48), suppress_health_check=[HealthCheck.too_slow])
@given(debates())
def test_every_passage_of_a_made_up_debate_is_too(document: Document) -> None:
    check(analyze(document))


def test_counts_that_are_shown_are_those_of_the_data() -> None:
    digest = analyze(read(CONTENT / "nuclear-power.md"))
    page = html(shown(digest)["debates/nuclear-power/index.md"])
    assert page.body is not None
    comments = [post for post in digest.document.posts if post.id != "op"]
    people = {post.author for post in digest.document.posts if post.author}
    assert f"{len(comments)} comments" in page.body.text()
    assert f"{len(people)} people" in page.body.text()
