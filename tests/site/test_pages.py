"""The pages of a small library: as reviewed, linked without a gap, and without a second meaning."""

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import markdown
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from digest.errors import OutputError
from digest.site import Page, SiteInfo, urls
from tests.shown import Shelf, pages

GOLDEN = Path(__file__).parents[1] / "fixtures" / "site"
RENDERER = markdown.Markdown(extensions=["attr_list", "md_in_html", "toc"])


@pytest.fixture
def made(library: Shelf, site: SiteInfo) -> dict[str, Page]:
    return {page.path: page for page in pages(library, site=site, templates=[])}


def rendered(page: Page) -> LexborHTMLParser:
    RENDERER.reset()
    return LexborHTMLParser(f"<body>{RENDERER.convert(page.text.split('---', 2)[2])}</body>")


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_is_as_it_was_reviewed(made: dict[str, Page], golden: Path) -> None:
    """Run with UPDATE_GOLDEN=1 to write the pages anew, and review the difference."""
    text = made[golden.stem.replace("__", "/") + ".md"].text
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_that_a_post_answers_nobody_is_marked_where_it_is_doubtful(library: Shelf, site: SiteInfo) -> None:
    first, flat = library.digests
    opening, other = flat.document.posts
    alone = replace(other, parent=None, parent_cue="speaks of the article", parent_confidence=0.55)
    document = replace(flat.document, posts=(opening, alone))
    changed = replace(library, digests=(first, replace(flat, document=document)))
    made = {page.path: page for page in pages(changed, site=site, templates=[])}
    said = [" ".join(one.text().split()) for one in rendered(made["debates/flat/transcript.md"]).css(".dg-meta")]
    assert [one for one in said if "conversation" in one] == [
        "starts a conversation",
        "starts a conversation uncertain: speaks of the article, 55%",
    ]


def test_comments_that_were_told_apart_by_inference_are_said_to_be(made: dict[str, Page]) -> None:
    def inferred(path: str) -> list[str]:
        return [one.text() for one in rendered(made[path]).css(".dg-facts .dg-inferred")]

    assert inferred("debates/flat/index.md") == ["comment boundaries inferred"]
    (said,) = inferred("debates/flat/transcript.md")
    assert "where each comment begins" in said
    assert inferred("debates/tea/index.md") == []
    assert inferred("debates/tea/transcript.md") == [
        "Where the source does not say who answers whom, that is inferred."
    ]


def test_every_kind_of_page_is_there(made: dict[str, Page]) -> None:
    assert {
        path for path in made if not path.startswith(("assets/", ".theme/", "debates/tea/tea.", "debates/flat/flat."))
    } == {
        "index.md",
        "tags.md",
        "about/index.md",
        "debates/index.md",
        "debates/tea/index.md",
        "debates/tea/embed.html",
        "debates/flat/embed.html",
        "debates/tea/feed.xml",
        "debates/tea/picture.png",
        "debates/tea/transcript.md",
        "debates/tea/milk-first-scalds-less-3f2a99.md",
        "debates/tea/old-cups-and-their-glaze-77aa01.md",
        "debates/flat/index.md",
        "debates/flat/feed.xml",
        "debates/flat/picture.png",
        "debates/flat/transcript.md",
        "concepts/index.md",
        "concepts/milk-first.md",
        "feed.xml",
        "concepts/milk-first.xml",
    }
    assert {".theme/main.html", ".theme/404.html", ".theme/missing.html"} <= set(made)
    assert {"assets/digest.css", "assets/digest.js", "assets/picture.png"} <= set(made)


def test_pages_name_the_content_that_they_come_from(made: dict[str, Page]) -> None:
    ours = {path: page for path, page in made.items() if path.startswith("debates/tea/") and not path.endswith(".xml")}
    assert {page.source for page in ours.values()} == {"content/tea.md"}
    assert made["index.md"].source is None


def links(page: Page) -> Iterator[str]:
    for node in rendered(page).css("a[href]"):
        href = node.attributes["href"] or ""
        if not href.startswith(("https://", "http://")):
            yield href


def resolved(page: Page, href: str) -> tuple[str, str]:
    path, _, anchor = href.partition("#")
    return posixpath.normpath(f"{page.path.rpartition('/')[0] or '.'}/{path}") if path else page.path, anchor


def test_no_link_is_broken_and_no_anchor_is_missing_or_double(made: dict[str, Page]) -> None:
    ids = {}
    for path, page in made.items():
        if path.endswith(".md"):
            found = [node.attributes["id"] for node in rendered(page).css("[id]")]
            assert len(found) == len(set(found)), f"{path} has an id twice"
            ids[path] = set(found)
    count = 0
    for path, page in made.items():
        for href in links(page) if path.endswith(".md") else ():
            count += 1
            target, anchor = resolved(page, href)
            if not target.endswith(".md"):
                assert target in made
                continue
            assert target in ids, f"{path} links to {href}"
            assert not anchor or anchor in ids[target], f"{path} links to {href}"
    assert count > 100


def test_every_page_is_reached_from_home(made: dict[str, Page]) -> None:
    reached = {urls.HOME, urls.DEBATES, urls.CONCEPTS, urls.TAGS, urls.ABOUT}  # these stand in the menu
    waiting = [urls.HOME]
    while waiting:
        page = made[waiting.pop()]
        for href in links(page):
            target, _ = resolved(page, href)
            if target.endswith(".md") and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == {path for path in made if path.endswith(".md")}


def test_headings_never_skip_a_level(made: dict[str, Page]) -> None:
    for path, page in made.items():
        if path.endswith(".md"):
            levels = [int(node.tag[1]) for node in rendered(page).css("h1, h2, h3, h4, h5, h6")]
            assert levels[0] == 1, path
            assert levels.count(1) == 1, path
            assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_page_has_a_title_and_a_description(made: dict[str, Page]) -> None:
    for path, page in made.items():
        if path.endswith(".md"):
            meta = yaml.safe_load(page.text.split("---", 2)[1])
            assert isinstance(meta["title"], str)
            assert isinstance(meta["description"], str)
            assert 0 < len(meta["description"]) <= 220


def test_two_pages_with_one_path_are_refused(library: Shelf, site: SiteInfo) -> None:
    first = library.digests[0]
    other = replace(first, document=replace(first.document, slug="TEA", path="content/tea2.md"))
    double = Shelf((first, other), (), {})
    with pytest.raises(OutputError, match=r"two pages have the same path: .*content/tea2.md, and .*content/tea.md"):
        list(pages(double, site=site, templates=[]))


def test_an_empty_library_still_has_a_home(site: SiteInfo) -> None:
    made = {page.path: page for page in pages(Shelf((), (), {}), site=site, templates=[])}
    assert "There are no debates here yet" in made["index.md"].text


def test_a_sites_own_template_goes_before_ours(library: Shelf, site: SiteInfo, tmp_path: Path) -> None:
    (tmp_path / "tags.md").write_text("# My {{ site.name }}\n", encoding="utf-8")
    made = {page.path: page for page in pages(library, site=site, templates=[tmp_path, tmp_path / "absent"])}
    assert made["tags.md"].text == "# My Debate digests\n"
    assert "Should the milk go in first?" in made["index.md"].text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n{% if %}\n", r"tags\.md:2: template error"),
        ("{{ nonsense }}", r"templates/tags\.md: template error: 'nonsense' is undefined"),
        ("{% include 'absent.md' %}", r"templates/tags\.md: template error: .*absent\.md"),
    ],
)
def test_a_wrong_template_is_told_in_one_line(
    library: Shelf, site: SiteInfo, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "tags.md").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=told):
        list(pages(library, site=site, templates=[tmp_path]))


def test_a_sites_own_assets_in_text_are_copied_unrendered(library: Shelf, site: SiteInfo, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "own.css").write_text("a { color: red } /* {{ x }} */", encoding="utf-8")
    (tmp_path / "assets" / "logo.png").write_bytes(b"\x89PNG\xff")
    made = {page.path: page.text for page in pages(library, site=site, templates=[tmp_path])}
    assert made["assets/own.css"] == "a { color: red } /* {{ x }} */"
    assert "assets/logo.png" not in made
    assert "assets/digest.css" in made


def test_the_bar_is_left_out_where_hardly_anybody_takes_a_side(library: Shelf, site: SiteInfo) -> None:
    first = library.digests[0]
    quiet = replace(first, positions={})
    made = {page.path: page.text for page in pages(replace(library, digests=(quiet, library.digests[1])), site=site)}
    assert "dg-sides" in {page.path: page.text for page in pages(library, site=site)}["debates/tea/index.md"]
    assert "dg-sides" not in made["debates/tea/index.md"]


def test_pages_are_the_same_from_build_to_build(library: Shelf, site: SiteInfo) -> None:
    assert list(pages(library, site=site, templates=[])) == list(pages(library, site=site, templates=[]))


def test_templates_leave_escaping_to_the_environment() -> None:
    """What would undo it, or hide a text inside a constant, is not used in any template."""
    folder = Path(__file__).parents[2] / "templates"
    for template in folder.glob("*.md"):
        text = template.read_text(encoding="utf-8")
        for forbidden in (
            "|safe",
            "| safe",
            "|join",
            "|format",
            "|replace",
            "|indent",
            "|e ",
            "|e}",
            "='",
            "autoescape",
        ):
            assert forbidden not in text, f"{template.name} uses {forbidden}"


def test_people_are_not_counted_where_nobody_is_named(library: Shelf, site: SiteInfo) -> None:
    nameless = [
        replace(one, document=replace(one.document, posts=tuple(replace(p, author=None) for p in one.document.posts)))
        for one in library.digests
    ]
    made = {page.path: page.text for page in pages(replace(library, digests=tuple(nameless)), site=site)}
    named = {page.path: page.text for page in pages(library, site=site)}
    counted = re.compile(r"\b\d+ (?:people|person)\b")
    assert counted.search(named["debates/tea/index.md"])
    for path in ("index.md", "debates/tea/index.md", "debates/tea/transcript.md"):
        assert not counted.search(made[path]), path


def test_a_reader_is_told_how_many_comments_are_not_here_and_where_they_are(library: Shelf, site: SiteInfo) -> None:
    def made(source: str | None, missing: int) -> dict[str, Page]:
        changed = (
            replace(one, document=replace(one.document, source=source, missing=missing)) for one in library.digests
        )
        return {page.path: page for page in pages(replace(library, digests=tuple(changed)), site=site)}

    source = 'https://a_b_c.example.org/x?y="><b>*z*'
    for path in ("debates/tea/index.md", "debates/tea/transcript.md"):
        facts = rendered(made(source, 1234)[path]).css_first(".dg-facts")
        assert facts is not None
        assert "1,234 comments are missing here (see " in facts.text()
        link = facts.css("a")[-1]
        assert (link.attributes["href"] or "").startswith("https://a_b_c.example.org/x?y=")
        assert facts.css_first("b, em") is None
        assert "1 comment is missing here" in rendered(made(None, 1)[path]).css_first(".dg-facts").text()
        assert "missing here" not in rendered(made(source, 0)[path]).text()
