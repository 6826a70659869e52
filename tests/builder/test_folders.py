"""A build refuses to write where somebody works, however the path is written, and has touched nothing then."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.builder import build, write_markdown
from digest.builder.check import check
from digest.builder.folders import HIDDEN, unlike
from digest.errors import SettingsError
from digest.settings import load_site

MINE = ("", "content", "docs", "templates", "generated", ".git", ".github", ".digest-cache", ".venv")


@pytest.fixture
def work(site: Path) -> Path:
    """A site in which every folder that somebody works in holds a file."""
    for name in (*MINE[1:], "content/deep"):
        (site / name).mkdir(exist_ok=True)
        (site / name / "precious.txt").write_text(f"precious, in {name}\n\nSaid here.\n")
    (site / "docs/index.md").write_text("# About\n")
    return site


def set_to(site: Path, key: str, value: str) -> None:
    config = site / "mkdocs.yml"
    lines = [line for line in config.read_text().splitlines() if not line.startswith(f"{key}:")]
    config.write_text("\n".join([*lines, f'{key}: "{value}"']) + "\n")


def everything(root: Path) -> dict[str, bytes]:
    kept = (path for path in root.rglob("*") if path.is_file() and path.name not in ("lock", "CACHEDIR.TAG"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def refused(site: Path, *, match: str) -> None:
    before = everything(site.parent)
    with pytest.raises(SettingsError, match=match) as caught:
        build(site / "mkdocs.yml", jobs=1)
    assert len(str(caught.value).splitlines()) == 1
    assert everything(site.parent) == before


WRITTEN: dict[str, Callable[[Path, str], str]] = {
    "plain": lambda root, name: name or ".",
    "dotted": lambda root, name: f"./{name}",
    "slash": lambda root, name: f"{name or '.'}/",
    "doubled": lambda root, name: f".//{name}//",
    "up and down": lambda root, name: f"content/../{name}",
    "out and in": lambda root, name: f"../{root.name}/{name}",
    "through nothing": lambda root, name: f"nothing/../{name}",
    "absolute": lambda root, name: str(root / name),
    "absolute slash": lambda root, name: f"{root / name}/",
    "absolute with dots": lambda root, name: f"{root}/./x/../{name}",
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("name", MINE)
def test_a_site_folder_that_is_a_source_is_refused_however_it_is_written(work: Path, name: str, written: str) -> None:
    set_to(work, "site_dir", WRITTEN[written](work, name))
    refused(work, match=r"mkdocs\.yml: `site_dir` (is|holds|lies in) the (folder|cache)")


@pytest.mark.parametrize("name", [name for name in MINE if name])
def test_one_that_lies_in_a_source_is_refused(work: Path, name: str) -> None:
    set_to(work, "site_dir", f"{name}/html/deep")
    refused(work, match="`site_dir` lies in")


@pytest.mark.parametrize("above", ["..", "../", "../..", "/"])
def test_one_that_holds_the_site_is_refused(work: Path, above: str) -> None:
    set_to(work, "site_dir", above)
    with pytest.raises(SettingsError, match="`site_dir` holds the folder of your site"):
        build(work / "mkdocs.yml", jobs=1)
    assert (work / "content/precious.txt").exists()


@pytest.mark.parametrize("name", ["Content", "CONTENT", "DOCS", "Templates/", "./GENERATED", ".GIT"])
def test_case_makes_no_other_folder(work: Path, name: str) -> None:
    set_to(work, "site_dir", name)
    refused(work, match="`site_dir` is the folder")


def test_unicode_form_makes_no_other_folder(work: Path) -> None:
    (work / "content").rename(work / "Gespräché")
    (work / "mkdocs.yml").write_text(
        (work / "mkdocs.yml").read_text() + "extra: {digest: {content: Gespr\u00e4ch\u00e9}}\n", encoding="utf-8"
    )
    set_to(work, "site_dir", "Gespra\u0308che\u0301")
    refused(work, match="`site_dir` is the folder of the debates")


@pytest.mark.parametrize("name", ["content", "docs", "templates", "generated", "."])
def test_a_link_to_a_source_is_that_source(work: Path, name: str) -> None:
    (work / "www").symlink_to(work / name)
    set_to(work, "site_dir", "www")
    refused(work, match="`site_dir` is the folder")


def test_a_source_that_is_a_link_is_where_it_leads(work: Path) -> None:
    elsewhere = work.parent / "elsewhere"
    (work / "templates").rename(elsewhere)
    (work / "templates").symlink_to(elsewhere)
    set_to(work, "site_dir", "../elsewhere/www")
    refused(work, match="`site_dir` lies in the folder of your templates")
    set_to(work, "site_dir", "..")
    refused(work, match="`site_dir` holds")


@pytest.mark.parametrize(
    ("written", "match"),
    [
        ("~/www", "`~` is not expanded here"),
        ("~", "`~` is not expanded here"),
        (r"..\\www", "Windows path"),
        (r"C:\\www", "Windows path"),
        ("C:/www", "Windows path"),
        ("", "name a folder"),
        (" ", "name a folder"),
        (r"a\0b", "name a folder"),
        (r"a\nb", "name a folder"),
    ],
)
@pytest.mark.parametrize("key", ["site_dir", "docs_dir"])
def test_a_path_that_would_name_an_odd_folder_is_refused(work: Path, key: str, written: str, match: str) -> None:
    set_to(work, key, written)
    refused(work, match=match)


@pytest.mark.parametrize("value", ["5", "[site]", "{a: b}", "true"])
def test_a_folder_is_a_text(site: Path, value: str) -> None:
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + f"site_dir: {value}\n")
    refused(site, match="`site_dir` is .*name a folder")


@pytest.mark.parametrize("name", ["", "content", "docs", "templates", ".git", "content/pages", ".."])
def test_pages_are_not_written_among_sources_either(work: Path, name: str) -> None:
    set_to(work, "docs_dir", name or ".")
    with pytest.raises(SettingsError, match=r"`docs_dir` (is|holds|lies in) the"):
        write_markdown(load_site(work / "mkdocs.yml"), jobs=1)


@pytest.mark.parametrize("setting", ["content", "about", "templates"])
def test_a_source_that_is_the_whole_site_leaves_no_place_for_html(work: Path, setting: str) -> None:
    (work / "mkdocs.yml").write_text((work / "mkdocs.yml").read_text() + f"extra: {{digest: {{{setting}: .}}}}\n")
    before = everything(work)
    with pytest.raises(SettingsError, match="`site_dir` lies in"):
        build(work / "mkdocs.yml", jobs=1)
    assert everything(work) == before


@pytest.mark.parametrize("written", ["www", "./www/", "../www", "public/html", "docs-html", "contents"])
def test_any_other_folder_is_built_to(work: Path, written: str) -> None:
    set_to(work, "site_dir", written)
    (work / "content/precious.txt").unlink()
    (work / "content/deep/precious.txt").unlink()
    build(work / "mkdocs.yml", jobs=1)
    assert (work / written / "index.html").is_file()


def test_check_tells_it_too(work: Path) -> None:
    set_to(work, "site_dir", "docs")
    (problem,) = check(work / "mkdocs.yml").problems
    assert problem.kind == "settings"
    assert "`site_dir` is the folder of your own pages" in str(problem.fault)


NAMES = st.lists(st.sampled_from(["a", "b", "A", "..", ".", "content", "Content"]), max_size=5)


@given(one=NAMES, two=NAMES)
def test_how_folders_lie_is_told_the_same_from_both_sides(tmp_path_factory: pytest.TempPathFactory, one, two) -> None:
    root = tmp_path_factory.getbasetemp().resolve() / "deep/er/still/and/on/site"
    there, back = (unlike(root.joinpath(*a), root.joinpath(*b), root=root) for a, b in ((one, two), (two, one)))
    assert {"is": "is", "holds": "lies in", "lies in": "holds", "": ""}[there] == back
    same = os.path.normpath(root.joinpath(*one)) == os.path.normpath(root.joinpath(*two))
    assert there == "is" or not same


def test_folders_of_other_programs_are_known() -> None:
    assert {".git", ".github", ".venv"} <= set(HIDDEN)
