"""Pagefind indexes finished HTML, of either renderer; what goes wrong leaves the site as it was."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.builder.render_site import render
from digest.cli import main
from digest.errors import OutputError
from digest.renderers import RENDERERS, search
from digest.renderers.pages import LivePages
from digest.settings import load_site

ROOT = Path(__file__).parents[2]
CONFIG = """\
site_name: "A site"
docs_dir: pages
theme:
  name: material
  font: false
  custom_dir: theme
plugins: [search, tags]
"""
TEA = """---
title: Should tea be free?
---

The kitchen pays for it.

## @Ada

I think it should, because tea costs little.

### @Ben

I disagree, somebody has to pay for it.
"""
PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body>{}</body></html>'


def has(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


pagefind = pytest.mark.skipif(not (has("pagefind") and has("pagefind_bin")), reason="Pagefind is not installed")
zensical = pytest.mark.skipif(not has("zensical"), reason="Zensical is not installed")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site of one page."""
    shutil.copytree(ROOT / "templates" / "theme", tmp_path / "theme")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.md").write_text("# Home\n\nA paragraph about teapots.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path / "mkdocs.yml"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("renderer", ["mkdocs", pytest.param("zensical", marks=zensical)])
def test_the_themes_own_search_gives_way(config: Path, renderer: str) -> None:
    RENDERERS[renderer](config, output=config.parent / "before", epoch=0)
    RENDERERS[renderer](config, output=config.parent / "after", epoch=0, pagefind=True)
    before, after = files(config.parent / "before"), files(config.parent / "after")
    index = {"search/search_index.json", "search.json"}
    assert index & before.keys()
    assert not index & after.keys()
    assert b'for="__search"' in before["index.html"]
    assert b'for="__search"' not in after["index.html"]
    for made, counted in ((before, 0), (after, 1)):  # what the theme puts in itself
        assert made["index.html"].count(b"assets/search.js") == counted
        assert made["index.html"].count(b"data-pagefind-body") == counted


@pagefind
@pytest.mark.parametrize("renderer", ["mkdocs", pytest.param("zensical", marks=zensical)])
def test_the_html_is_indexed_before_it_takes_its_place(config: Path, renderer: str) -> None:
    site = load_site(config)
    assert render(site, epoch=0, renderer=renderer, pagefind=True).made
    assert (site.output / "pagefind" / "pagefind.js").is_file()
    assert not render(site, epoch=0, renderer=renderer, pagefind=True).made  # the index is part of the site
    assert render(site, epoch=0, renderer=renderer).made  # the site has become small
    assert not (site.output / "pagefind").exists()


@pagefind
def test_whoever_watches_the_site_change_can_search_it(config: Path) -> None:
    live = LivePages(config, output=config.parent / "live", url="http://127.0.0.1:1/", pagefind=True)
    live.close()
    assert (config.parent / "live" / "pagefind" / "pagefind.js").is_file()
    assert not (config.parent / "live" / "search").exists()


@pytest.fixture(params=[True, False])
def installed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether Pagefind is installed, as far as the test can see."""
    real = importlib.util.find_spec
    there = object() if request.param else None
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: there if "pagefind" in name else real(name))
    return bool(request.param)


def test_a_large_site_is_searched_by_pagefind_where_that_is_installed(installed: bool) -> None:
    few, many = ({"debates": 50, "posts": posts} for posts in (1999, 2000))
    assert search.choose("auto", **few) == search.Search(pagefind=False)
    chosen = search.choose("auto", **many)
    assert chosen.pagefind is installed
    if installed:
        assert chosen.why == "search: Pagefind, as the site has 2,000 posts in 50 debates"
    else:
        assert chosen.why == (
            "search: the theme's own, which is slow, as the site has 2,000 posts in 50 debates; "
            "for Pagefind: pip install 'debate-digest[pagefind]'"
        )


def test_what_the_settings_name_is_taken_whatever_the_size(installed: bool) -> None:
    for posts in (10, 1_000_000):
        assert search.choose("material", debates=10, posts=posts) == search.Search(pagefind=False)
        if installed:
            assert search.choose("pagefind", debates=10, posts=posts) == search.Search(pagefind=True)
        else:
            told = r"not installed, install it: pip install 'debate-digest\[pagefind\]'; or set `search: material`"
            with pytest.raises(OutputError, match=told):
                search.choose("pagefind", debates=10, posts=posts)


@pagefind
def test_a_build_tells_that_the_size_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "tea.md").write_text(TEA, encoding="utf-8")
    command = ["build", "--config", str(tmp_path / "mkdocs.yml")]
    small = CliRunner().invoke(main, command)
    assert (small.exit_code, "search:" in small.output) == (0, False)
    assert (tmp_path / "site" / "search" / "search_index.json").is_file()
    monkeypatch.setattr(search, "_LARGE", 2)
    large = CliRunner().invoke(main, command)
    assert "\nsearch: Pagefind, as the site has 3 posts in 1 debate\n" in large.output
    assert (tmp_path / "site" / "pagefind" / "parts.json").is_file()
    assert not (tmp_path / "site" / "search").exists()


def test_a_site_without_our_theme_has_no_search_to_put_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    (tmp_path / "index.html").write_text(PAGE.format("<h1>Home</h1>"), encoding="utf-8")
    with pytest.raises(OutputError, match=r"custom_dir: generated/\.theme"):
        search.index(tmp_path)


def test_what_pagefind_fails_with_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    marked = '<main data-pagefind-body data-kind="page">x</main>'
    (tmp_path / "index.html").write_text(PAGE.format(marked), encoding="utf-8")
    told = "Indexing\n\nError: no space left on device\n"
    monkeypatch.setattr(subprocess, "run", lambda *given, **more: subprocess.CompletedProcess([], 1, "", told))
    with pytest.raises(OutputError) as caught:
        search.index(tmp_path)
    assert str(caught.value.faults[0]) == f"{tmp_path}: Pagefind: Error: no space left on device"


@pagefind
def test_each_kind_of_page_has_an_index_and_what_no_reader_needs_is_not_left(tmp_path: Path) -> None:
    for name, body in (
        ("found", '<div data-pagefind-body data-kind="debate"><h1 id="a">Teapots</h1></div>'),
        ("home", '<div data-pagefind-body data-kind="home"><h1 id="a">Teapots</h1></div>'),
        ("own", '<div class="x" data-pagefind-body data-kind=page><h1 id="a">Teapots</h1></div>'),
        ("list", "<h1>Not marked</h1>"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    (tmp_path / "pagefind" / "left").mkdir(parents=True)
    search.index(tmp_path)
    made = files(tmp_path / "pagefind")
    assert json.loads(made["parts.json"]) == ["debate", "page"]
    assert {path.name for path in (tmp_path / "pagefind").iterdir()} == {"debate", "page", "pagefind.js", "parts.json"}
    assert {name for name in made if name.endswith((".js", ".css"))} == {
        *("pagefind.js", "debate/pagefind-worker.js", "page/pagefind-worker.js")
    }
    counts = {part: json.loads(made[f"{part}/pagefind-entry.json"])["languages"]["en"] for part in ("debate", "page")}
    assert {part: found["page_count"] for part, found in counts.items()} == {"debate": 1, "page": 2}


@pagefind
def test_whoever_writes_the_themes_mark_into_a_name_or_a_title_changes_nothing(tmp_path: Path) -> None:
    forged = "data-pagefind-body data-kind=concept"
    body = f'<div class="dg-searched" data-pagefind-body data-kind="debate"><h1 id="a">On {forged}</h1>'
    body += (
        f"<article data-person=\"me {forged}\"><p title='x {forged}'>&lt;p {forged}&gt; {forged}</p></article></div>"
    )
    (tmp_path / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    (tmp_path / "list.html").write_text(PAGE.format(f'<p title="a {forged}">x</p>'), encoding="utf-8")
    search.index(tmp_path)
    assert json.loads((tmp_path / "pagefind" / "parts.json").read_text()) == ["debate"]


@pagefind
def test_the_same_pages_have_the_same_index(tmp_path: Path) -> None:
    for at in range(30):
        body = f'<div data-pagefind-body data-kind="{("debate", "home", "page")[at % 3]}"><h1>Teapot {at}</h1></div>'
        (tmp_path / "site" / str(at)).mkdir(parents=True)
        (tmp_path / "site" / str(at) / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    search.index(tmp_path / "site")
    before = files(tmp_path / "site")
    search.index(tmp_path / "site")
    assert files(tmp_path / "site") == before
