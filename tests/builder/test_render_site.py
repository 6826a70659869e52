"""HTML of a build that renders what changed, in any number of processes, is that of one that renders all of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.structure.pages import Page

from digest.builder import build
from digest.builder.cache import FACTS, FOLDER, STATE
from digest.builder.install_site import RECORD
from digest.errors import OutputError
from digest.renderers import shares

LONG = bool(os.environ.get("DIGEST_LONG_TESTS"))
"""Set it for many and longer sequences of edits."""
CONFIG = """\
site_name: Small site
site_url: https://example.org/
docs_dir: generated
nav:
  - Home: index.md
  - debates/index.md
  - Concepts: concepts/index.md
  - tags.md
not_in_nav: |
  /debates/*/
  /concepts/
  /about/
validation:
  nav: {omitted_files: ignore}
  links: {anchors: warn}
theme:
  name: material
  custom_dir: generated/.theme
  font: false
plugins: [search, tags]
markdown_extensions: [attr_list, md_in_html, toc]
extra:
  digest: {about: about}
"""
CLAIMS = (
    "The tram line moves more people than the night bus.",
    "A ferry is slower than the tram line, because it stops at every pier.",
    "Free parking fills the bike lane with cars, which is wrong.",
)
Debate = Callable[..., str]


@pytest.fixture
def site(make_site: Callable[[str], Path]) -> Path:
    """With the theme, the search and the tags of real sites, two debates, and pages of its own."""
    root = make_site("real")
    (root / "mkdocs.yml").write_text(CONFIG)
    (root / "content/parking.md").unlink()
    (root / "about").mkdir()
    (root / "about/index.md").write_text("# About\n\n[more](more.md#here)\n")
    (root / "about/more.md").write_text("# More\n\n## Here\n")
    return root


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages whose Markdown was read in this process, as they come."""
    found: list[str] = []
    real = Page.render

    def note(page, config, files):
        found.append(page.file.src_uri)
        return real(page, config, files)

    monkeypatch.setattr(Page, "render", note)
    return found


def html(root: Path) -> dict[str, bytes]:
    folder = root / "site"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != RECORD}


def made(root: Path, *, jobs: int = 1) -> dict[str, bytes]:
    build(root / "mkdocs.yml", jobs=jobs)
    return html(root)


def whole(root: Path, into: Path) -> dict[str, bytes]:
    """The HTML that a build makes of the same sources with no other HTML to keep."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(root, into, ignore=shutil.ignore_patterns("site", STATE, FACTS, ".digest-edited"))
    return made(into)


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)


def killed(root: Path, after: int) -> None:
    """A build that is gone when it has moved so many files to their places."""
    child = os.fork()
    if child == 0:
        replace, calls = os.replace, iter(range(10_000))

        def die(new: object, target: object) -> None:
            if next(calls) == after:
                os._exit(9)
            replace(new, target)

        os.replace = die
        try:
            build(root / "mkdocs.yml", jobs=1)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


NAMES = st.sampled_from(["trams", "bikes", "ferries"])
EDITS = st.one_of(
    st.tuples(
        st.just("write"), NAMES, st.sampled_from(CLAIMS), st.sampled_from(["", "tags: [rails]", "tags: [sea, x]"])
    ),
    st.tuples(st.just("remove"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("curate"), NAMES, st.sampled_from(["It is about rails.", "It is about time."])),
    st.tuples(st.just("setting"), st.sampled_from(["keyphrases: 5", "related: 1", "search_transcripts: false"])),
    st.tuples(st.just("config"), st.sampled_from(["Small site", "Other site"])),
    st.tuples(st.just("page"), st.sampled_from(["# More\n\n## Here\n", "# Most\n\n## Here\n\nWords.\n"])),
    st.tuples(st.just("spoil"), st.integers(0, 1000)),
    st.tuples(st.just("lose"), st.integers(0, 1000)),
    st.tuples(st.just("kill"), st.integers(0, 200)),
)


def edit(root: Path, what: tuple, *, debate: Debate) -> None:
    """Do what an editor could do to a site, or what could happen to it."""
    kind, *given = what
    content = root / "content"
    if kind == "write":
        text = debate(f"About {given[0]}?", given[1])
        write(content, f"{given[0]}.md", text.replace("date:", f"{given[2]}\ndate:", 1))
    elif kind in ("remove", "rename"):
        for path in content.glob(f"{given[0]}.*"):
            path.unlink() if kind == "remove" else path.rename(content / path.name.replace(*given, 1))
    elif kind == "curate" and (content / f"{given[0]}.md").exists():
        write(content, f"{given[0]}.curation.yml", f'summary: "{given[1]}"\n')
    elif kind in ("setting", "config"):
        changed = ("about: about", f"about: about, {given[0]}") if kind == "setting" else ("Small site", given[0])
        write(root, "mkdocs.yml", CONFIG.replace(*changed))
    elif kind == "page":
        write(root, "about/more.md", given[0])
    elif kind == "kill":
        killed(root, given[0])
    elif kind in ("spoil", "lose"):
        spoil(root, given[0], lose=kind == "lose")
    if not list(content.glob("*.md")):
        write(content, "trams.md", debate("About trams?", CLAIMS[0]))


def spoil(root: Path, number: int, *, lose: bool) -> None:
    """Remove a file of the HTML, or write to it."""
    files = [path for path in sorted((root / "site").rglob("*")) if path.is_file() and path.name != RECORD]
    for path in files[number % max(1, len(files)) :][:1]:
        path.unlink() if lose else path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.timeout(3600 if LONG else 240)
@settings(
    max_examples=40 if LONG else 2,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)
@given(
    steps=st.lists(
        st.tuples(st.lists(EDITS, min_size=1, max_size=2), st.sampled_from([1, 2])),
        min_size=6 if LONG else 4,
        max_size=12 if LONG else 5,
    )
)
def test_after_any_edits_the_html_is_that_of_a_whole_build(
    make_site: Callable[[str], Path],
    debate: Debate,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[list[tuple], int]],
) -> None:
    root = tmp_path_factory.mktemp("edits") / "real"
    (root / "content").mkdir(parents=True)
    (root / "generated").mkdir()
    (root / "about").mkdir()
    write(root, "mkdocs.yml", CONFIG)
    write(root, "about/index.md", "# About\n\n[more](more.md#here)\n")
    write(root, "about/more.md", "# More\n\n## Here\n")
    for name, claim in zip(("trams", "bikes"), CLAIMS, strict=False):
        edit(root, ("write", name, claim, "tags: [rails]"), debate=debate)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "_WORTH_IT", 4)
        patch.setattr(shares, "_MOST", 30)
        made(root)
        for edits, jobs in steps:
            for one in edits:
                edit(root, one, debate=debate)
            now = made(root, jobs=jobs)
            expected = whole(root, root.parent / "whole")
            assert now.keys() == expected.keys(), edits
            assert [path for path in now if now[path] != expected[path]] == [], edits


def test_one_edit_renders_the_pages_that_it_changes_and_the_menu(
    site: Path, rendered: list[str], debate: Debate
) -> None:
    made(site)
    every = sorted(rendered)
    rendered.clear()
    write(site, "about/more.md", "# More\n\n## Here\n\nWords.\n")
    made(site)
    assert sorted(rendered) == ["about/more.md", "concepts/index.md", "debates/index.md", "index.md", "tags.md"]
    rendered.clear()
    made(site)
    assert rendered == []
    write(site, "content/trams.md", debate("Are trams loud?", CLAIMS[1]))
    made(site)
    assert "debates/trams/index.md" in rendered
    assert "debates/bikes/transcript.md" in every
    assert "debates/bikes/transcript.md" not in rendered


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_html_is_the_same_with_any_number_of_processes_and_shares(
    site: Path, rendered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    alone = whole(site, tmp_path / "alone")
    every = sorted(rendered)
    rendered.clear()
    monkeypatch.setattr(shares, "_WORTH_IT", 2)
    monkeypatch.setattr(shares, "_MOST", 10)
    assert made(site, jobs=jobs) == alone
    menu = ["concepts/index.md", "debates/index.md", "index.md", "tags.md"]
    assert sorted(rendered) == (every if jobs == 1 else menu)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_share_that_fails_stops_the_build_with_its_message_and_leaves_the_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    before = made(site)
    monkeypatch.setattr(shares, "_WORTH_IT", 1)
    monkeypatch.setattr(shares, "_MOST", 1)
    write(site, "about/index.md", "# About\n\n[gone](gone.md)\n")
    write(site, "about/more.md", "# More\n\n[gone](lost.md)\n")
    with pytest.raises(OutputError) as error:
        made(site, jobs=jobs)
    told = sorted(str(fault) for fault in error.value.faults)
    assert len(told) == 2
    assert "'gone.md'" in told[0]
    assert "'lost.md'" in told[1]
    assert html(site) == before


def test_a_link_of_a_page_that_did_not_change_is_still_followed(site: Path) -> None:
    before = made(site)
    write(site, "about/more.md", "# More\n\n## There\n")
    with pytest.raises(OutputError, match="does not contain an anchor '#here'"):
        made(site)
    (site / "about/more.md").unlink()
    with pytest.raises(OutputError, match=r"'more\.md#here'.*is not found"):
        made(site)
    assert html(site) == before
    write(site, "about/more.md", "# More\n\n## Here\n")
    assert made(site) == before


@pytest.mark.parametrize(
    "change",
    [
        ("plugins: [search, tags]", "plugins: [search, tags, offline]"),
        ("nav:\n", "hooks: [hook.py]\nnav:\n"),
        ("attr_list, md_in_html", "attr_list, pymdownx.snippets, md_in_html"),
    ],
)
def test_what_could_read_anything_makes_every_page_anew(
    site: Path, rendered: list[str], change: tuple[str, str]
) -> None:
    write(site, "hook.py", "")
    write(site, "mkdocs.yml", CONFIG.replace(*change))
    made(site)
    every = sorted(rendered)
    rendered.clear()
    write(site, "about/more.md", "# More\n\n## Here\n\nWords.\n")
    made(site)
    assert sorted(rendered) == every


def test_a_template_that_shows_other_pages_makes_every_page_anew(site: Path, rendered: list[str]) -> None:
    (site / "templates/theme").mkdir(parents=True)
    write(
        site,
        "templates/theme/main.html",
        '{% extends "base.html" %}{% block content %}{{ pages|length }}{% endblock %}',
    )
    made(site)
    every = sorted(rendered)
    rendered.clear()
    write(site, "about/more.md", "# More\n\n## Here\n\nWords.\n")
    made(site)
    assert sorted(rendered) == every


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"shown":"x","pages":{}}'])
def test_damaged_notes_are_none(site: Path, tmp_path: Path, damage: str) -> None:
    made(site)
    write(site / FOLDER, FACTS, damage)
    write(site, "about/more.md", "# More\n\n## Here\n\nWords.\n")
    assert made(site) == whole(site, tmp_path / "whole")


def test_a_copy_whose_files_have_other_times_is_known(site: Path, rendered: list[str]) -> None:
    before = made(site)
    for path in (site / "site").rglob("*.html"):
        os.utime(path, (1, 1))
    rendered.clear()
    assert made(site) == before
    assert rendered == []


def test_the_index_of_pagefind_is_that_of_all_pages(site: Path, tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    write(site, "mkdocs.yml", CONFIG.replace("about: about", "about: about, search: pagefind"))
    made(site)
    write(site, "about/more.md", "# More\n\n## Here\n\nWords.\n")
    assert made(site) == whole(site, tmp_path / "whole")
    (site / "content/bikes.md").unlink()
    assert made(site) == whole(site, tmp_path / "whole")
