"""A check costs what has changed since the last one, and finds the same as one that begins with nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digest.builder import build
from digest.builder.cache import CHECKING, FOLDER, clean
from digest.builder.check import Checked, check
from digest.renderers import links as following
from digest.renderers import shares

Debate = Callable[..., str]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages whose links were followed."""
    found: list[str] = []
    real = following._rendered

    def note(page, settings, files):
        found.append(page.file.src_uri)
        return real(page, settings, files)

    monkeypatch.setattr(following, "_rendered", note)
    return found


def told(checked: Checked) -> list[str]:
    return [str(problem.fault) for problem in checked.problems]


def test_where_nothing_changed_no_link_is_followed_again(site: Path, rendered: list[str]) -> None:
    assert told(check(site / "mkdocs.yml")) == []
    assert "debates/trams/index.md" in rendered
    rendered.clear()
    assert told(check(site / "mkdocs.yml")) == []
    assert rendered == []


def test_one_edit_costs_the_pages_that_it_changes(site: Path, rendered: list[str], debate: Debate) -> None:
    check(site / "mkdocs.yml")
    before = len(rendered)
    rendered.clear()
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    check(site / "mkdocs.yml")
    assert 0 < len(rendered) < before
    assert not [page for page in rendered if page.startswith("debates/parking/transcript")]


def test_what_is_wrong_is_told_every_time_and_no_longer_when_it_is_mended(site: Path) -> None:
    (site / "docs").mkdir()
    page = site / "docs/index.md"
    page.write_text("# About\n\n[gone](gone.md) and [nowhere](other.md#nowhere)\n")
    (site / "docs/other.md").write_text("# Other\n\n## Here\n")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "validation: {links: {anchors: warn}}\n")
    first = told(check(site / "mkdocs.yml"))
    assert [line.split(":")[:2] for line in first] == [["docs/index.md", "3"]] * 2
    assert told(check(site / "mkdocs.yml")) == first
    (site / "docs/gone.md").write_text("# It is here\n")
    assert len(told(check(site / "mkdocs.yml"))) == 1
    (site / "docs/other.md").write_text("# Other\n\n## Nowhere\n")
    assert told(check(site / "mkdocs.yml")) == []


def test_a_page_that_did_not_change_is_told_when_what_it_links_to_goes(site: Path, rendered: list[str]) -> None:
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# About\n\n[other](other.md#here)\n")
    (site / "docs/other.md").write_text("# Other\n\n## Here\n")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "validation: {links: {anchors: warn}}\n")
    assert told(check(site / "mkdocs.yml")) == []
    (site / "docs/other.md").write_text("# Other\n\n## There\n")
    (anchor,) = told(check(site / "mkdocs.yml"))
    assert "does not contain an anchor '#here'" in anchor
    (site / "docs/other.md").unlink()
    (gone,) = told(check(site / "mkdocs.yml"))
    assert "not found" in gone


def test_a_link_without_an_anchor_is_told_when_its_page_goes(site: Path) -> None:
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# About\n\n[other](other.md)\n")
    (site / "docs/other.md").write_text("# Other\n")
    assert told(check(site / "mkdocs.yml")) == []
    (site / "docs/other.md").unlink()
    (gone,) = told(check(site / "mkdocs.yml"))
    assert "not found" in gone


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"from": 1}', None, '{"from": "x", "pages": 3}'])
def test_a_damaged_note_is_no_note(site: Path, damage: str | None) -> None:
    check(site / "mkdocs.yml")
    note = site / FOLDER / CHECKING / "links.json"
    text = note.read_text()
    note.write_text(text.replace('"sum"', '"mus"') if damage is None else damage)
    assert told(check(site / "mkdocs.yml")) == []
    assert note.read_text() == text


def test_another_configuration_follows_all_links_again(site: Path, rendered: list[str]) -> None:
    check(site / "mkdocs.yml")
    every = sorted(rendered)
    rendered.clear()
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "validation: {links: {anchors: warn}}\n")
    check(site / "mkdocs.yml")
    assert sorted(rendered) == every


def test_a_check_touches_neither_pages_nor_site_and_can_be_forgotten(site: Path) -> None:
    build(site / "mkdocs.yml", jobs=1)
    before = {path: path.stat().st_mtime_ns for name in ("generated", "site") for path in (site / name).rglob("*")}
    check(site / "mkdocs.yml")
    after = {path: path.stat().st_mtime_ns for name in ("generated", "site") for path in (site / name).rglob("*")}
    assert after == before
    clean(site)
    assert not (site / FOLDER).exists()


def test_a_check_works_where_the_cache_cannot_be_written(site: Path) -> None:
    (site / FOLDER).write_text("in the way")
    assert told(check(site / "mkdocs.yml")) == []


def test_a_check_after_a_build_reads_only_what_the_build_noted_nothing_of(
    site: Path, rendered: list[str], debate: Debate
) -> None:
    """Those pages are in the menu, and are read once."""
    config = (site / "mkdocs.yml").read_text()
    config = config.replace("{name: mkdocs}", "{name: material, font: false}")
    (site / "mkdocs.yml").write_text(f"{config}nav: [index.md]\nvalidation: {{nav: {{omitted_files: ignore}}}}\n")
    build(site / "mkdocs.yml", jobs=1)
    assert told(check(site / "mkdocs.yml")) == []
    assert rendered == ["index.md"]
    rendered.clear()
    check(site / "mkdocs.yml")
    assert rendered == []
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    build(site / "mkdocs.yml", jobs=1)
    check(site / "mkdocs.yml")
    assert [page for page in rendered if page != "index.md"] == []


def test_a_check_makes_no_pages_that_the_build_has_made(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(site / "mkdocs.yml", jobs=1)

    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("digest.builder.write_pages.print_pages", refuse)
    monkeypatch.setattr("digest.builder.write_pages.shared_pages", refuse)
    assert told(check(site / "mkdocs.yml")) == []


def test_links_are_followed_in_shares_with_the_same_result(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# About\n\n[gone](gone.md) and [nowhere](other.md#nowhere)\n")
    (site / "docs/other.md").write_text("# Other\n\n[lost](lost.md)\n")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "validation: {links: {anchors: warn}}\n")
    alone = told(check(site / "mkdocs.yml"))
    assert len(alone) == 3
    clean(site)
    monkeypatch.setattr(shares, "_WORTH_IT", 2)
    monkeypatch.setattr(shares, "_MOST", 4)
    assert told(check(site / "mkdocs.yml")) == alone
