"""The only writer: whole or not at all, only what changed, never what is not ours."""

import json
import os
from pathlib import Path

import pytest

from digest.builder.output import MANIFEST, Written, write_if_changed, write_pages
from digest.errors import OutputError


def test_pages_are_written_and_counted(tmp_path: Path) -> None:
    out = tmp_path / "pages"
    assert write_pages(out, pages=[("index.md", "a"), ("debates/x/index.md", "é")]) == Written(2, 2, 0)
    assert (out / "debates/x/index.md").read_text(encoding="utf-8") == "é"


def test_an_unchanged_page_keeps_its_time(tmp_path: Path) -> None:
    write_pages(tmp_path, pages=[("a.md", "same"), ("b.md", "old")])
    os.utime(tmp_path / "a.md", (1, 1))
    assert write_pages(tmp_path, pages=[("a.md", "same"), ("b.md", "new")]) == Written(2, 1, 0)
    assert (tmp_path / "a.md").stat().st_mtime == 1


def test_a_page_that_is_no_longer_made_goes_with_its_empty_folder(tmp_path: Path) -> None:
    write_pages(tmp_path, pages=[("a.md", "a"), ("gone/deep/b.md", "b")])
    assert write_pages(tmp_path, pages=[("a.md", "a")]).removed == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "a.md"]


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("mine")
    write_pages(tmp_path, pages=[("a.md", "a")])
    write_pages(tmp_path, pages=[])
    assert (tmp_path / "about.md").read_text() == "mine"


def test_a_foreign_file_in_the_way_is_a_fault_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("mine")
    with pytest.raises(OutputError, match=r"index\.md: is not a page that digest wrote"):
        write_pages(tmp_path, pages=[("a.md", "a"), ("index.md", "ours")])
    assert (tmp_path / "index.md").read_text() == "mine"
    assert not (tmp_path / "a.md").exists()


def test_pages_whose_manifest_was_lost_are_adopted_when_they_are_the_same(tmp_path: Path) -> None:
    write_pages(tmp_path, pages=[("a.md", "a")])
    (tmp_path / MANIFEST).unlink()
    assert write_pages(tmp_path, pages=[("a.md", "a")]).changed == 0
    assert write_pages(tmp_path, pages=[]).removed == 1


def test_a_manifest_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "precious.txt").write_text("keep")
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps({"pages": ["../precious.txt", 3]}))
    write_pages(out, pages=[("a.md", "a")])
    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize("path", ["/etc/x.md", "../x.md", "a/../../x.md", "a\\b.md", "", MANIFEST])
def test_no_page_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="leads out"):
        write_pages(tmp_path / "out", pages=[(path, "x")])


def test_two_pages_with_one_path_are_a_fault_in_any_case(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="two pages have this path"):
        write_pages(tmp_path, pages=[("a.md", "1"), ("A.md", "2")])


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    write_if_changed(target, text="old")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(target, text="new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert target.read_text() == "old"


def test_a_refusing_disk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"cannot be written .No space left on device.*space left") as caught:
        write_pages(tmp_path, pages=[("a.md", "a")])
    assert len(str(caught.value).splitlines()) == 1
