"""Paths and anchors: safe, unique, and the same from build to build."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import ArgumentThread, Post, ThreadName
from digest.site import escape, urls

ids = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["op", "OP", "a b", "a-b", "a_b", "a--b", "IC_kwDOA1b2c84", "<1@x>", "<1_x>", "../..", "post-x"]
)


@given(st.lists(ids, unique=True, max_size=12))
def test_every_post_has_an_anchor_of_its_own_fit_for_an_id(names: list[str]) -> None:
    anchors = urls.post_anchors([Post(name, "") for name in names])
    assert set(anchors) == set(names)
    assert len(set(anchors.values())) == len(names)
    assert all(re.fullmatch(r"post(?:-[A-Za-z0-9]+)+", anchor) for anchor in anchors.values())
    assert all(str(escape.md(anchor)) == anchor for anchor in anchors.values())


@given(ids)
def test_all_anchors_are_made_of_ids_in_one_way(name: str) -> None:
    made = {
        urls.post_anchors([Post(name, "")])[name].removeprefix("post-"),
        urls.claim_anchor(name).removeprefix("claim-"),
        urls.thread_anchor(name).removeprefix("thread-"),
        urls.point_anchor(name).removeprefix("point-"),
    }
    assert len(made) == 1


@pytest.mark.parametrize("name", ["<x.1@host>", "a_b", "IC_kwDOA1b2c84", "a--b"])
def test_an_id_that_is_made_to_collide_gets_another_anchor_whatever_the_order(name: str) -> None:
    """Whoever may choose an id, as the sender of a mail does, cannot take the anchor of another post."""
    anchor = urls.post_anchors([Post(name, "")])[name]
    copy = anchor.removeprefix("post-")
    posts = [Post(name, ""), Post(copy, ""), Post("z", "")]
    anchors = urls.post_anchors(posts)
    assert len(set(anchors.values())) == 3
    assert anchors[copy] == anchor  # an id that can be an anchor as it is keeps it
    assert urls.post_anchors(posts[::-1]) == anchors


@given(st.lists(st.tuples(ids, st.text(max_size=90)), unique_by=lambda pair: pair[0], max_size=8))
def test_every_thread_has_a_page_of_its_own(threads: list[tuple[str, str]]) -> None:
    paths = urls.thread_paths("d", [ArgumentThread(name, title, "c", (), ()) for name, title in threads])
    assert set(paths) == {name for name, _ in threads}
    assert len({path.casefold() for path in paths.values()}) == len(threads)
    for path in paths.values():
        assert re.fullmatch(r"debates/d/[a-z0-9][a-z0-9-]*\.md", path)
        assert path not in {urls.debate("d"), urls.transcript("d"), urls.transcript("d", 2)}


def test_a_threads_address_does_not_change_when_others_come_and_go() -> None:
    one = ArgumentThread("3f2a99c0", "Milk first?", "c", (), ())
    other = ArgumentThread("77aa01b2", "Cups", "c", (), ())
    assert urls.thread_paths("d", [one])["3f2a99c0"] == urls.thread_paths("d", [other, one])["3f2a99c0"]


@pytest.mark.parametrize(
    ("here", "there", "anchor", "link"),
    [
        ("index.md", "debates/tea/index.md", "", "debates/tea/index.md"),
        ("debates/tea/index.md", "index.md", "", "../../index.md"),
        ("debates/tea/index.md", "debates/tea/transcript.md", "post-1", "transcript.md#post-1"),
        ("debates/tea/index.md", "debates/flat/index.md", "", "../flat/index.md"),
        ("debates/tea/index.md", "debates/tea/index.md", "", "index.md"),
        ("debates/tea/index.md", "debates/tea/index.md", "map", "#map"),
        ("concepts/a.md", "debates/tea/index.md", "", "../debates/tea/index.md"),
    ],
)
def test_links_are_relative(here: str, there: str, anchor: str, link: str) -> None:
    assert urls.link(here, there, anchor) == link


@given(
    st.lists(
        st.tuples(st.text("ab01", min_size=1, max_size=9), st.sampled_from(["Milk", "Tea"])), unique_by=lambda t: t[0]
    )
)
def test_the_path_of_one_thread_is_the_one_that_it_has_among_all(threads: list[tuple[str, str]]) -> None:
    names = [ThreadName(*one) for one in threads]
    paths = urls.thread_paths("d", names)
    assert {one.id: urls.thread_path("d", one, threads=names) for one in names} == paths
