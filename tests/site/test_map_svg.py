"""Maps are well-formed, linked, titled, and as wide as they need to be."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from digest.model import Claim, Digest, Post, Relation
from digest.site import map_svg, trees
from digest.site.debate import Place, debate_of
from digest.site.trees import Unit

SVG = "{http://www.w3.org/2000/svg}"


def drawn(digest: Digest) -> dict[str, ElementTree.Element]:
    root = trees.tree(digest.threads[0], debate=debate_of(digest))
    assert root is not None
    anchors = {"c1": "claim-c1", "c2": "claim-c2"}
    made = {"glyph": map_svg.glyph(root, anchors=anchors, otherwise="thread-x"), "boxes": map_svg.boxes(root)}
    return {name: ElementTree.fromstring(text) for name, text in made.items()}


@pytest.mark.parametrize("kind", ["glyph", "boxes"])
def test_every_unit_is_a_link_with_a_title_that_tells_all_in_words(tea: Digest, kind: str) -> None:
    links = drawn(tea)[kind].findall(f"{SVG}a")
    titles = [link.findtext(f"{SVG}title") for link in links]
    assert titles == [
        "Claim, contested: “Milk first scalds less.” — Bo #1",
        "Supports: “The proteins warm up slowly.” — Bo #1",
        "Attacks, unanswered objection: “You cannot judge the strength with milk in the cup.” — Cy #2",
        "Undercuts: “You can: pour for as long as you always do.” — Bo #3",
    ]


def test_a_claim_that_is_not_on_the_page_leads_to_its_thread(tea: Digest) -> None:
    links = [link.get("href") for link in drawn(tea)["glyph"].findall(f"{SVG}a")]
    assert links == ["#claim-c1", "#claim-c2", "#thread-x", "#thread-x"]


def test_hostile_words_stay_words(tea: Digest) -> None:
    hostile = '</title></svg><script>alert(1)</script> "x" & <b>'
    claims = tuple(replace(claim, text=hostile) for claim in tea.claims)
    for picture in drawn(replace(tea, claims=claims)).values():
        assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= {
            "svg", "path", "a", "title", "g", "circle", "rect", "text", "tspan",
        }  # fmt: skip


def test_a_deep_thread_is_drawn_without_recursion() -> None:
    claim = Claim("c", "p", 0, 1, "word " * 40, "claim", 1.0)
    place = Place(Post("p", "x"), 1, 0, "A" * 60, "t.md", "post-p", "neutral")
    arrow = Relation("c", "c", "attack", 0.5, "a cue")
    unit = Unit(claim, place, arrow, 3000)
    for depth in range(2999, -1, -1):
        unit = Unit(claim, place, arrow, depth, (unit,))
    ElementTree.fromstring(map_svg.boxes(unit))
    assert 'viewBox="0 0 936 22"' in map_svg.glyph(unit, anchors={}, otherwise="x")
