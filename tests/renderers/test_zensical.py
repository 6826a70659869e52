"""Zensical renders the same pages by the same mkdocs.yml, and its warnings are faults."""

import importlib.util
from pathlib import Path

import pytest

from digest.errors import OutputError
from digest.renderers import RENDERERS, zensical

CONFIG = 'site_name: "A site"\ndocs_dir: pages\ntheme:\n  name: material\n  font: false\n'
installed = pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.md").write_text("# Home\n\n[Other](other.md)\n", encoding="utf-8")
    (tmp_path / "pages" / "other.md").write_text("# Other\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path / "mkdocs.yml"


@installed
def test_it_renders_where_it_is_told_and_leaves_nothing_beside_the_configuration(config: Path) -> None:
    output = config.parent / ".site-x" / "new"
    RENDERERS["zensical"](config, output=output, epoch=0)
    assert 'href="other/"' in (output / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in config.parent.glob("*.yml")) == ["mkdocs.yml"]
    assert not list(config.parent.glob(".digest-*"))


@installed
def test_a_broken_link_is_a_fault_with_its_page_and_line(config: Path) -> None:
    (config.parent / "pages" / "other.md").write_text("# Other\n\n[x](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        zensical.render(config, output=config.parent / "out", epoch=0)
    assert [str(fault).split(": ")[0] for fault in caught.value.faults] == ["other.md:3"]


def test_where_it_cannot_write_is_said_before_it_runs(config: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(OutputError, match="beneath"):
        zensical.render(config, output=tmp_path_factory.mktemp("elsewhere"), epoch=0)


def test_where_it_is_not_installed_it_is_said_how_to(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(OutputError, match="pip install"):
        zensical.render(config, output=config.parent / "out", epoch=0)


def test_what_it_says_without_naming_a_page_is_told_too() -> None:
    assert [str(one) for one in zensical.faults("Building\nno space left\n", config=Path("mkdocs.yml"))] == [
        "mkdocs.yml: Zensical: no space left"
    ]
