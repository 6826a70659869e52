"""Pagefind indexes finished HTML, of either renderer; what goes wrong leaves the site as it was."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from digest.builder.rendering import render
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
extra:
  digest:
    search: SEARCH
"""
PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body>{}</body></html>'


def has(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


pagefind = pytest.mark.skipif(not (has("pagefind") and has("pagefind_bin")), reason="Pagefind is not installed")
zensical = pytest.mark.skipif(not has("zensical"), reason="Zensical is not installed")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A site of one page; `SEARCH` is still to be chosen."""
    shutil.copytree(ROOT / "templates" / "theme", tmp_path / "theme")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.md").write_text("# Home\n\nA paragraph about teapots.\n", encoding="utf-8")
    return choose(tmp_path / "mkdocs.yml", "material")


def choose(config: Path, name: str) -> Path:
    config.write_text(CONFIG.replace("SEARCH", name), encoding="utf-8")
    return config


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("renderer", ["mkdocs", pytest.param("zensical", marks=zensical)])
def test_the_themes_own_search_gives_way(config: Path, renderer: str) -> None:
    RENDERERS[renderer](config, output=config.parent / "before", epoch=0)
    RENDERERS[renderer](choose(config, "pagefind"), output=config.parent / "after", epoch=0)
    before, after = files(config.parent / "before"), files(config.parent / "after")
    index = {"search/search_index.json", "search.json"}
    assert index & before.keys()
    assert not index & after.keys()
    assert b'for="__search"' in before["index.html"]
    assert b'for="__search"' not in after["index.html"]


@pagefind
@pytest.mark.parametrize("renderer", ["mkdocs", pytest.param("zensical", marks=zensical)])
def test_the_html_is_indexed_before_it_takes_its_place(config: Path, renderer: str) -> None:
    site = load_site(choose(config, "pagefind"))
    assert render(site, epoch=0, renderer=renderer).made
    assert (site.output / "pagefind" / "pagefind.js").is_file()
    assert not render(site, epoch=0, renderer=renderer).made  # nothing changed, the index is part of the site


@pagefind
def test_whoever_watches_the_site_change_can_search_it(config: Path) -> None:
    live = LivePages(choose(config, "pagefind"), output=config.parent / "live", url="http://127.0.0.1:1/")
    live.close()
    assert (config.parent / "live" / "pagefind" / "pagefind.js").is_file()
    assert not (config.parent / "live" / "search").exists()


def test_without_pagefind_it_is_said_how_to_get_it_and_the_site_stays(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = load_site(config)
    render(site, epoch=0, renderer="mkdocs")
    before = files(site.output)
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if "pagefind" in name else real(name))
    with pytest.raises(OutputError) as caught:
        render(load_site(choose(config, "pagefind")), epoch=0, renderer="mkdocs")
    assert [str(fault) for fault in caught.value.faults] == [
        "Pagefind is not installed, install it: pip install 'debate-digest[pagefind]'; or set `search: material`"
    ]
    assert files(site.output) == before


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
